// The panel of a view: 400 px at the left of the map, or a sheet at the bottom of a phone with three heights.
import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { t } from "../i18n/index.ts";
import { useStage } from "../map/use.ts";

const PHONE = matchMedia("(max-width: 719px)");
const SNAPS = [0.18, 0.52, 0.92] as const;
type Snap = 0 | 1 | 2;

/** The height of the sheet nearest to a share of the screen. */
export function nearestSnap(share: number): Snap {
  const far = SNAPS.map((snap) => Math.abs(snap - share));
  return far.indexOf(Math.min(...far)) as Snap;
}

export function Panel({ children, label }: { children: ComponentChildren; label: string }) {
  const box = useRef<HTMLElement>(null);
  const stage = useStage();
  const [snap, setSnap] = useState<Snap>(1);
  const [dragged, setDragged] = useState<number | null>(null);
  const moved = useRef(false);

  useEffect(() => {
    const pad = () => {
      const rect = box.current?.getBoundingClientRect();
      if (!rect) return;
      if (PHONE.matches) {
        const rail = 56;
        const bottom = Math.min(SNAPS[snap], SNAPS[1]) * innerHeight + rail;
        stage.pad({ left: 8, right: 8, top: 8, bottom });
      } else stage.pad({ left: rect.right, right: 56, top: 8, bottom: 24 });
    };
    pad();
    let width = box.current?.offsetWidth;
    const wider = new ResizeObserver(() => {
      if (box.current?.offsetWidth === width) return; // a sheet that is dragged changes its height alone
      width = box.current?.offsetWidth;
      pad();
    });
    if (box.current) wider.observe(box.current);
    addEventListener("resize", pad);
    return () => {
      wider.disconnect();
      removeEventListener("resize", pad);
    };
  }, [stage, snap]);

  const share = dragged ?? SNAPS[snap];
  const drag = (event: PointerEvent) => {
    if (!(event.currentTarget instanceof HTMLElement) || !event.currentTarget.hasPointerCapture(event.pointerId))
      return;
    moved.current = true;
    setDragged(Math.min(0.92, Math.max(0.1, (innerHeight - 56 - event.clientY) / innerHeight)));
  };
  const drop = () => {
    if (dragged !== null) setSnap(nearestSnap(dragged));
    setDragged(null);
  };
  const larger = snap < 2;
  return (
    <main
      id="panel"
      class={`panel ${dragged === null ? "" : "dragged"}`}
      aria-label={label}
      ref={box}
      tabIndex={-1}
      style={{ "--sheet": String(share) }}
    >
      <button
        type="button"
        class="sheet-handle"
        aria-label={t(larger ? "app.panelLarger" : "app.panelSmaller")}
        onPointerDown={(event) => {
          moved.current = false;
          event.currentTarget.setPointerCapture(event.pointerId);
        }}
        onPointerMove={drag}
        onPointerUp={drop}
        onPointerCancel={drop}
        onClick={() => {
          if (!moved.current) setSnap(larger ? ((snap + 1) as Snap) : 0);
        }}
      />
      <div class="panel-body">{children}</div>
    </main>
  );
}
