// Cases in the order in which they are read: by corridor, those with most cases first, then by what was seen.
import type { Case } from "./types.ts";

export interface Group {
  corridor: string;
  cases: Case[];
}

export function groupsOf(cases: readonly Case[], metric: "time" | "cost", all: boolean): Group[] {
  const kept = cases.filter((one) => one.metric === metric && one.model !== null && (all || one.scored));
  const groups = new Map<string, Case[]>();
  for (const one of kept) {
    const corridor = one.corridor ?? "direct";
    groups.set(corridor, [...(groups.get(corridor) ?? []), one]);
  }
  return [...groups]
    .map(([corridor, those]) => ({ corridor, cases: those.sort((one, other) => one.observed - other.observed) }))
    .sort((one, other) => other.cases.length - one.cases.length || one.corridor.localeCompare(other.corridor));
}

/** The ends of an axis that holds all bands and all that was seen. */
export function axisOf(groups: readonly Group[]): { low: number; high: number } {
  const values = groups.flatMap(({ cases }) =>
    cases.flatMap((one) => [one.observed, one.model?.p10 ?? one.observed, one.model?.p90 ?? one.observed]),
  );
  return { low: Math.min(...values) * 0.9, high: Math.max(...values) * 1.1 };
}

/** How many rows have each grade, the best first. */
export function gradesOf(rows: readonly { properties: unknown }[]): { grade: string; count: number }[] {
  const order = ["observed", "published", "derived", "estimated", "assumed"];
  const counts = new Map<string, number>();
  for (const { properties } of rows) {
    const { grade } = properties as { grade: string };
    counts.set(grade, (counts.get(grade) ?? 0) + 1);
  }
  return order.flatMap((grade) => (counts.has(grade) ? [{ grade, count: counts.get(grade) ?? 0 }] : []));
}

export type By = "rail" | "rail_sea" | "road" | "road_sea" | "sea" | "air";

/** How a journey went, in one word: a lorry at the end of a train does not count; null where any mode was allowed. */
export function byOf(modes: readonly string[]): By | null {
  const water = ["sea", "rail_ferry", "ro_ro"].some((mode) => modes.includes(mode));
  if (modes.includes("rail")) return water ? "rail_sea" : "rail";
  if (modes.includes("road")) return water ? "road_sea" : "road";
  if (water) return "sea";
  return modes.includes("air") ? "air" : null;
}
