// The state of the page lives in its address: what can be seen can be shared by link, and Back goes back.
import { useEffect, useState } from "preact/hooks";

export type Change = Record<string, string | number | boolean | readonly string[] | null | undefined>;

const listeners = new Set<() => void>();

/** What the address asks for now. */
export function params(): URLSearchParams {
  return new URLSearchParams(location.search);
}

/** The address after a change; a null, an empty text or an empty list takes its key away. */
export function addressAfter(change: Change, from: URLSearchParams = params()): string {
  const next = new URLSearchParams(from);
  for (const [key, value] of Object.entries(change)) {
    const empty = value == null || value === "" || value === false || (Array.isArray(value) && value.length === 0);
    if (empty) next.delete(key);
    else next.set(key, Array.isArray(value) ? value.join(",") : String(value));
  }
  const text = next.toString().replaceAll("%2C", ",").replaceAll("%3A", ":");
  return text ? `?${text}` : location.pathname;
}

/** Go to a changed address; `replace` for what needs no step of its own in the history, such as a slider. */
export function go(change: Change, how: { replace?: boolean; from?: URLSearchParams } = {}): void {
  const address = addressAfter(change, how.from);
  if (address === location.search || (address === location.pathname && !location.search)) return;
  history[how.replace ? "replaceState" : "pushState"](null, "", address);
  for (const listener of listeners) listener();
}

addEventListener("popstate", () => {
  for (const listener of listeners) listener();
});

/** What the address asks for, kept up to date. */
export function useParams(): URLSearchParams {
  const [found, set] = useState(params);
  useEffect(() => {
    const update = () => set(params());
    listeners.add(update);
    update();
    return () => {
      listeners.delete(update);
    };
  }, []);
  return found;
}

/** A list in the address, as `via=KZAAU,GEPTI`. */
export function listOf(found: URLSearchParams, key: string): string[] {
  return (found.get(key) ?? "").split(",").filter(Boolean);
}
