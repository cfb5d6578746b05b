import { expect, test } from "vitest";
import { apart, dayTicks, numberTicks, place } from "./scale.ts";

const at = (day: string) => Date.parse(`${day}T00:00:00Z`);

test("a value has its place between the ends", () => {
  expect(place(15, 10, 20)).toBe(0.5);
  expect(place(100, 10, 1000, true)).toBeCloseTo(0.5);
  expect(place(3, 3, 3)).toBe(0.5);
});

test("ticks are midnights within the axis, few enough to read", () => {
  for (const to of ["2025-10-03", "2025-10-20", "2025-12-20", "2026-10-01"]) {
    const ticks = dayTicks(at("2025-10-01") + 5e6, at(to));
    expect(ticks.length).toBeLessThanOrEqual(6);
    expect(ticks.every((tick) => tick % 86_400_000 === 0 && tick >= at("2025-10-01") && tick <= at(to))).toBe(true);
  }
});

test("ticks of money are round", () => {
  expect(numberTicks(18_000, 43_000)).toEqual([20_000, 25_000, 30_000, 35_000, 40_000]);
  expect(numberTicks(18_000, 260_000, 5, true)).toEqual([20_000, 50_000, 100_000, 200_000]);
});

test("names of ticks do not touch", () => {
  expect(apart([1, 2, 5, 10, 20], (tick) => tick / 20, 0.2)).toEqual([1, 5, 10, 20]);
});
