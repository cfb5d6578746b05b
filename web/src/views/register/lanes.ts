// The timeline as lanes: one for each field, those with most entries first.
import type { Entry } from "./types.ts";

export interface Lane {
  field: string;
  entries: Entry[];
}

const DAY_MS = 86_400_000;

export function lanesOf(entries: readonly Entry[]): Lane[] {
  const lanes = new Map<string, Entry[]>();
  for (const entry of entries) {
    if (!entry.when) continue;
    for (const field of entry.fields) lanes.set(field, [...(lanes.get(field) ?? []), entry]);
  }
  return [...lanes]
    .map(([field, those]) => ({ field, entries: those }))
    .sort((one, other) => other.entries.length - one.entries.length || one.field.localeCompare(other.field));
}

/** The middle of a period, as a moment; where it has no end, its beginning. */
export function middleOf({ from, to }: { from: string; to: string | null }): number {
  return (Date.parse(from) + Date.parse(to ?? from)) / 2;
}

/** Years back from the end of the axis at which a year takes half the room of the last one. */
const HALF_YEARS = 4;

/** Where a moment stands on the axis, 0 to 1: recent years, in which most happened, take more room. */
export function placeOf(moment: number, low: number, high: number): number {
  const half = HALF_YEARS * 365.25 * DAY_MS;
  return 1 - Math.log1p((high - moment) / half) / Math.log1p((high - low) / half);
}

/** The first of January of the years that an axis names: from the last one back, as far apart as their names need. */
export function yearTicks(low: number, high: number, apart = 0.14): number[] {
  const ticks: number[] = [];
  let last = 1 + apart / 2;
  for (let year = new Date(high).getUTCFullYear(); Date.UTC(year, 0, 1) >= low; year -= 1) {
    const at = placeOf(Date.UTC(year, 0, 1), low, high);
    if (last - at < apart || at < apart / 2) continue;
    ticks.unshift(Date.UTC(year, 0, 1));
    last = at;
  }
  return ticks;
}

/** The ends of the axis, with some room for the dots at its ends. */
export function axisOf(entries: readonly Entry[]): { low: number; high: number } {
  const moments = entries.flatMap(({ when }) => (when ? [middleOf(when)] : []));
  return { low: Math.min(...moments) - 200 * DAY_MS, high: Math.max(...moments) + 200 * DAY_MS };
}
