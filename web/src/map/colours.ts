// The palette: a quiet ground in two tones for each theme, and colour for data only.
export type Theme = "light" | "dark";

export interface Ground {
  water: string;
  land: string;
  coast: string;
  border: string;
  ink: string;
  soft: string;
  waterInk: string;
  /** Drawn around lines of data, so that they stand off the ground. */
  casing: string;
}

export const GROUND: Record<Theme, Ground> = {
  light: {
    water: "#e3eaec",
    land: "#f8f6f1",
    coast: "#b9c4c8",
    border: "#d3cdc2",
    ink: "#22282b",
    soft: "#5b6468",
    waterInk: "#6d8087",
    casing: "#ffffff",
  },
  dark: {
    water: "#101619",
    land: "#1c2327",
    coast: "#37434a",
    border: "#363f44",
    ink: "#eef1f2",
    soft: "#a3adb1",
    waterInk: "#6f828a",
    casing: "#0b0f11",
  },
};

/** What moves on a leg or link: rail tells its gauge. */
export type Mode = "rail_1520" | "rail_1435" | "road" | "sea" | "rail_ferry" | "ro_ro" | "air";

/** Colours of modes that colour-blind eyes tell apart; lighter ones on the dark ground. */
export const MODES: Record<Theme, Record<Mode, string>> = {
  light: {
    rail_1520: "#1f4e9c",
    rail_1435: "#5aa9e6",
    road: "#c98a1b",
    sea: "#1b998b",
    rail_ferry: "#6a994e",
    ro_ro: "#6a994e",
    air: "#8e6bbf",
  },
  dark: {
    rail_1520: "#5c8fe6",
    rail_1435: "#a5d4f7",
    road: "#e0a93f",
    sea: "#35c2b1",
    rail_ferry: "#93c572",
    ro_ro: "#93c572",
    air: "#b79ae0",
  },
};

export const CLOSED: Record<Theme, string> = { light: "#d1495b", dark: "#ec6f80" };

/** The mode as the palette names it. */
export function modeOf(mode: string, gauge_mm: number | null | undefined): Mode {
  if (mode === "rail") return gauge_mm === 1435 ? "rail_1435" : "rail_1520";
  return mode in MODES.light ? (mode as Mode) : "road";
}

/** A map expression that gives each feature the colour of its `mode` and `gauge_mm`. */
export function modeColour(theme: Theme): unknown[] {
  const of = MODES[theme];
  return [
    "match",
    ["get", "mode"],
    "rail",
    ["case", ["==", ["get", "gauge_mm"], 1435], of.rail_1435, of.rail_1520],
    "sea",
    of.sea,
    ["rail_ferry", "ro_ro"],
    of.rail_ferry,
    "air",
    of.air,
    of.road,
  ];
}
