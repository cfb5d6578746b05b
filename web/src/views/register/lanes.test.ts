import { expect, test } from "vitest";
import { axisOf, lanesOf, middleOf, yearTicks } from "./lanes.ts";
import type { Entry } from "./types.ts";

const entry = (id: string, day: string, fields: string[]): Entry => ({
  id,
  kind: "meeting",
  title: id,
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

test("the axis holds every entry, and names round years", () => {
  const { low, high } = axisOf(ENTRIES);
  expect(low).toBeLessThan(Date.UTC(1992, 3, 6));
  expect(high).toBeGreaterThan(Date.UTC(2025, 4, 23));
  expect(yearTicks(low, high).map((tick) => new Date(tick).getUTCFullYear())).toEqual([1992, 2000, 2008, 2016, 2024]);
});

test("a season lies in its middle", () => {
  expect(middleOf({ from: "2025-09-01", to: "2025-11-30" })).toBe((Date.UTC(2025, 8, 1) + Date.UTC(2025, 10, 30)) / 2);
});
