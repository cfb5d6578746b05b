import { expect, test } from "vitest";
import { axisOf, lanesOf, middleOf, placeOf, yearTicks } from "./lanes.ts";
import type { Entry } from "./types.ts";

const entry = (id: string, day: string, fields: string[]): Entry => ({
  id,
  kind: "meeting",
  title: id,
  title_pl: id,
  when: { from: day, to: day, text: day },
  announced: false,
  parties: ["KZ", "PL"],
  fields,
  place: "",
  body: null,
  session: null,
  source: [],
  grade: "published",
});

const ENTRIES = [
  entry("a", "1992-04-06", ["politics"]),
  entry("b", "2025-05-23", ["transport", "politics"]),
  entry("c", "2016-08-22", ["politics"]),
];

test("an entry stands in the lane of each of its fields, the fullest lane first", () => {
  expect(lanesOf(ENTRIES).map(({ field, entries }) => [field, entries.map(({ id }) => id)])).toEqual([
    ["politics", ["a", "b", "c"]],
    ["transport", ["b"]],
  ]);
});

test("the axis holds every entry, gives recent years more room, and names years that do not touch", () => {
  const { low, high } = axisOf(ENTRIES);
  expect(low).toBeLessThan(Date.UTC(1992, 3, 6));
  expect(high).toBeGreaterThan(Date.UTC(2025, 4, 23));
  expect(placeOf(low, low, high)).toBeCloseTo(0);
  expect(placeOf(high, low, high)).toBeCloseTo(1);
  const year = (from: number) =>
    placeOf(Date.UTC(from + 1, 0, 1), low, high) - placeOf(Date.UTC(from, 0, 1), low, high);
  expect(year(2024)).toBeGreaterThan(2 * year(2016));
  const ticks = yearTicks(low, high);
  expect(ticks.length).toBeGreaterThan(3);
  const places = ticks.map((tick) => placeOf(tick, low, high));
  for (const [index, at] of places.slice(1).entries()) expect(at - (places[index] ?? 0)).toBeGreaterThanOrEqual(0.14);
});

test("a season lies in its middle", () => {
  expect(middleOf({ from: "2025-09-01", to: null })).toBe(Date.UTC(2025, 8, 1));
  expect(middleOf({ from: "2025-09-01", to: "2025-11-30" })).toBe((Date.UTC(2025, 8, 1) + Date.UTC(2025, 10, 30)) / 2);
});
