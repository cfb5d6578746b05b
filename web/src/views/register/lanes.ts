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

/** The middle of a period, as a moment. */
export function middleOf({ from, to }: { from: string; to: string }): number {
  return (Date.parse(from) + Date.parse(to)) / 2;
}

/** The first of January of the years that an axis names, about four years apart. */
export function yearTicks(low: number, high: number, every = 8): number[] {
  const first = new Date(low).getUTCFullYear();
  const ticks: number[] = [];
  for (let year = Math.ceil(first / every) * every; Date.UTC(year, 0, 1) <= high; year += every)
    ticks.push(Date.UTC(year, 0, 1));
  return ticks;
}

/** The ends of the axis, with some room for the dots at its ends. */
export function axisOf(entries: readonly Entry[]): { low: number; high: number } {
  const moments = entries.flatMap(({ when }) => (when ? [middleOf(when)] : []));
  return { low: Math.min(...moments) - 200 * DAY_MS, high: Math.max(...moments) + 200 * DAY_MS };
}
