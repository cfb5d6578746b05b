import { beforeEach, expect, test } from "vitest";
import { speak } from "../../i18n/index.ts";
import { whenSaid } from "./when.ts";

beforeEach(() => speak("en"));

test.each([
  ["2025", "2025"],
  ["2016-10", "October 2016"],
  ["2025-05-23", "23 May 2025"],
  ["2025-autumn", "autumn 2025"],
  ["2024/2026", "2024 – 2026"],
  ["2017-12-12/2017-12-13", "12 December 2017 – 13 December 2017"],
  ["2016-10/..", "since October 2016"],
])("%s is said as a reader writes it", (text, said) => {
  expect(whenSaid(text)).toBe(said);
});

test.each([
  ["pl", "jesień 2025", "październik 2016"],
  ["ru", "осень 2025 г.", "октябрь 2016 г."],
  ["kk", "2025 ж. күз", "2016 ж. қазан"],
] as const)("%s has its own words for it", async (language, season, month) => {
  await speak(language);
  expect(whenSaid("2025-autumn")).toBe(season);
  expect(whenSaid("2016-10")).toBe(month);
});
