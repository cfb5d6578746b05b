import { expect, test } from "vitest";
import { around, dayAt, dayNumber, within } from "./days.ts";

test("a day and its number are one, over leap years too", () => {
  for (const day of ["2015-01-01", "2016-02-29", "2025-09-15", "2026-12-31"]) {
    expect(dayAt(dayNumber(day, "2015-01-01"), "2015-01-01")).toBe(day);
  }
  expect(dayNumber("2015-02-01", "2015-01-01")).toBe(31);
});

test("no day outside the data is asked for", () => {
  expect(within("2014-05-01", "2015-01-01", "2026-12-31")).toBe("2015-01-01");
  expect(within("2027-05-01", "2015-01-01", "2026-12-31")).toBe("2026-12-31");
  expect(around("2026-12-20", 30, "2015-01-01", "2026-12-31")).toEqual({ from: "2026-11-20", to: "2026-12-31" });
});
