// How a view puts something on the map and hears from it.
import { createContext } from "preact";
import { useContext, useEffect } from "preact/hooks";
import { type MapContent, type MapListener, Stage } from "./stage.ts";

export const StageContext = createContext(new Stage());

export function useStage(): Stage {
  return useContext(StageContext);
}

/** Keep a content on the map while the view stands; give the same object (useMemo) while nothing changes. */
export function useMapContent(content: MapContent | null): void {
  const stage = useStage();
  useEffect(() => {
    if (content) stage.show(content);
  }, [stage, content]);
  const id = content?.id;
  useEffect(() => (id ? () => stage.hide(id) : undefined), [stage, id]);
}

/** Hear of the pointer over layers of a content, by their names in it. */
export function useMapListener(id: string, listener: MapListener): void {
  const stage = useStage();
  useEffect(() => stage.listen(id, listener), [stage, id, listener]);
}
