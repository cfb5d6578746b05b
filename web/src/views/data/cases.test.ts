import { expect, test } from "vitest";
import { axisOf, byOf, gradesOf, groupsOf } from "./cases.ts";
import type { Case } from "./types.ts";

const made = (id: string, corridor: string, observed: number, more: Partial<Case> = {}): Case => ({
  id,
  origin: "Xi'an",
  destination: "Łódź",
  via: [],
  modes: ["rail"],
  depart: "2023-06-15",
  unit: "40HC",
  source: [id],
  note: "",
  reason: null,
  metric: "time",
  observed,
  kind: "average",
  model: { p10: observed * 0.8, p50: observed, p90: observed * 1.5, mean: observed },
  error_share: 0,
  inside: true,
  scored: true,
  corridor,
  ...more,
});

const CASES = [
  made("a", "tc", 20),
  made("b", "north", 15),
  made("c", "north", 12),
  made("d", "north", 9, { scored: false }),
  made("e", "tc", 900, { metric: "cost" }),
  made("f", "tc", 30, { model: null }),
];

test("cases stand by corridor, the fullest first, and in it by what was seen", () => {
  expect(groupsOf(CASES, "time", false).map(({ corridor, cases }) => [corridor, cases.map(({ id }) => id)])).toEqual([
    ["north", ["c", "b"]],
    ["tc", ["a"]],
  ]);
  expect(groupsOf(CASES, "time", true)[0]?.cases.map(({ id }) => id)).toEqual(["d", "c", "b"]);
});

test("the axis holds every band", () => {
  const { low, high } = axisOf(groupsOf(CASES, "time", false));
  expect(low).toBeLessThan(12 * 0.8);
  expect(high).toBeGreaterThan(20 * 1.5);
});

test("grades are counted, the best first", () => {
  const rows = ["assumed", "published", "assumed"].map((grade) => ({ properties: { grade } }));
  expect(gradesOf(rows)).toEqual([
    { grade: "published", count: 1 },
    { grade: "assumed", count: 2 },
  ]);
});

test.each([
  [["rail"], "rail"],
  [["rail", "road", "road_access"], "rail"],
  [["rail", "sea", "rail_ferry", "road_access"], "rail_sea"],
  [["road", "ro_ro"], "road_sea"],
  [["road", "road_access"], "road"],
  [["sea"], "sea"],
  [["air"], "air"],
  [[], null],
])("modes %s are told as %s", (modes, by) => {
  expect(byOf(modes)).toBe(by);
});
