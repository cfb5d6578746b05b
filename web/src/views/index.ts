// The views of the page. Each is loaded when it is first opened: a component that fills the panel and draws on the map.
import type { ComponentType } from "preact";
import type { IconName } from "../frame/icons.tsx";
import type { Theme } from "../map/colours.ts";

export interface ViewProps {
  /** What the address asks for; `go` of ../url.ts changes it. */
  params: URLSearchParams;
  theme: Theme;
}

export type ViewName = "plan" | "network" | "register" | "data";

export interface View {
  name: ViewName;
  icon: IconName;
  load: () => Promise<ComponentType<ViewProps>>;
}

export const VIEWS: readonly View[] = [
  { name: "plan", icon: "plan", load: async () => (await import("./plan/view.tsx")).PlanView },
  { name: "network", icon: "network", load: async () => (await import("./network/view.tsx")).NetworkView },
  { name: "register", icon: "register", load: async () => (await import("./register/view.tsx")).RegisterView },
  { name: "data", icon: "data", load: async () => (await import("./data/view.tsx")).QualityView },
];

export function viewOf(found: string | null): ViewName {
  return VIEWS.find((view) => view.name === found)?.name ?? "plan";
}

/** A view that is there, or why it did not come. */
export type Loaded = { name: ViewName; component: ComponentType<ViewProps> } | Error;

export async function loaded(name: ViewName): Promise<Loaded> {
  try {
    const component = await VIEWS.find((view) => view.name === name)?.load();
    return component ? { name, component } : new Error(name);
  } catch (error) {
    return new Error(String(error));
  }
}
