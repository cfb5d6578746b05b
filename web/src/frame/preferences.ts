// What a reader chose for this browser: language and appearance. All else is in the address.
import type { Theme } from "../map/colours.ts";

export type Appearance = "auto" | Theme;

const dark = matchMedia("(prefers-color-scheme: dark)");
export const calm = matchMedia("(prefers-reduced-motion: reduce)");

/** What was kept under a name; a browser that keeps nothing is no reason to fail. */
export function kept(name: string): string | null {
  try {
    return localStorage.getItem(`transcaspia.${name}`);
  } catch {
    return null;
  }
}

export function keep(name: string, value: string): void {
  try {
    localStorage.setItem(`transcaspia.${name}`, value);
  } catch {
    // nothing is kept, as in a private window
  }
}

export function firstAppearance(): Appearance {
  const found = kept("theme");
  return found === "light" || found === "dark" ? found : "auto";
}

export function themeOf(appearance: Appearance): Theme {
  if (appearance !== "auto") return appearance;
  return dark.matches ? "dark" : "light";
}

/** Hear when the system turns light or dark. */
export function onSystemTheme(listener: () => void): () => void {
  dark.addEventListener("change", listener);
  return () => dark.removeEventListener("change", listener);
}
