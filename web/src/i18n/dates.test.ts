import { expect, test } from "vitest";
import { monthName, moved, readDay, weekdays, weeksOf, writtenDay } from "./dates.ts";
import { LANGUAGES, speak } from "./index.ts";

test.each(LANGUAGES)("in %s a day is read back as it is written", async (language) => {
  await speak(language);
  for (let day = Date.UTC(2024, 0, 1); day < Date.UTC(2025, 0, 1); day += 86_400_000) {
    const iso = new Date(day).toISOString().slice(0, 10);
    expect(readDay(writtenDay(iso))).toBe(iso);
    expect(readDay(iso)).toBe(iso);
  }
  expect(weekdays().length).toBe(7);
});

test("days are read in each language's manner, months in words too", async () => {
  await speak("en");
  expect(writtenDay("2025-10-01")).toBe("1 Oct 2025");
  expect(["1/10/2025", "01.10.25", "1 october 2025", "October 1, 2025", "2025.10.1"].map(readDay)).toEqual(
    Array(5).fill("2025-10-01"),
  );
  await speak("pl");
  expect(writtenDay("2025-10-01")).toBe("01.10.2025");
  expect(["1 paź 2025", "1 października 2025 r.", "1.10.2025", "1 oct 2025"].map(readDay)).toEqual(
    Array(4).fill("2025-10-01"),
  );
  await speak("ru");
  expect(["1 окт. 2025", "1 октября 2025 г."].map(readDay)).toEqual(Array(2).fill("2025-10-01"));
  await speak("kk");
  expect(["2025 ж. 1 қазан", "1 қаз. 2025"].map(readDay)).toEqual(Array(2).fill("2025-10-01"));
});

test("what is no day is not read as one", async () => {
  await speak("en");
  expect(["", "soon", "31.2.2025", "1.13.2025", "1 ma 2025", "10.2025", "1 1 1 2025"].map(readDay)).toEqual(
    Array(7).fill(null),
  );
});

test("a month is shown by weeks from Monday", async () => {
  await speak("en");
  const weeks = weeksOf(2025, 10);
  expect(weeks.length).toBe(5);
  expect(weeks[0]).toEqual([null, null, "2025-10-01", "2025-10-02", "2025-10-03", "2025-10-04", "2025-10-05"]);
  expect(weeks.flat().filter(Boolean).length).toBe(31);
  expect(monthName(2025, 10)).toBe("October 2025");
  expect(moved("2024-01-31", { months: 1 })).toBe("2024-02-29");
  expect(moved("2025-03-01", { days: -1 })).toBe("2025-02-28");
});
