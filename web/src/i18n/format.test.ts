import { expect, test } from "vitest";
import { country, day, duration, durationRange, longDay, number, rounded, roundingStep, usd } from "./format.ts";
import { speak } from "./index.ts";

test("a figure is rounded to what its band supports, as in the terminal", () => {
  expect(roundingStep(26_780 - 21_340)).toBe(500); // the example of words.rounding_step
  expect(rounded(1847.33, 400)).toBe(1840);
  expect(rounded(24_049, 7745)).toBe(24_000);
  expect(rounded(582, 288)).toBe(580);
  expect(rounded(0, 10)).toBe(0);
  expect(rounded(18_533, 0)).toBe(19_000);
  expect(rounded(82, 0)).toBe(82);
});

test("dates and numbers are written in each reader's manner", async () => {
  const when = "2025-10-01T12:00:00Z";
  await speak("en");
  expect([day(when), longDay(when), number(12345.6, 1)]).toEqual(["Wed 1 Oct", "1 October 2025", "12,345.6"].map(same));
  await speak("pl");
  expect([day(when), longDay(when)]).toEqual(["śr., 1 paź", "1 października 2025"]);
  await speak("ru");
  expect([day(when), longDay(when)]).toEqual(["ср, 1 окт.", "1 октября 2025 г."]);
  await speak("kk");
  expect([day(when), longDay(when), country("PL")]).toEqual(["1 қаз., ср", "2025 ж. 1 қазан", "Польша"]);
  expect(usd(24000, 100).replace(/\s/g, " ")).toBe("24 000 $");
});

/** `Wed 1 Oct` in one version of the CLDR is `Wed, 1 Oct` in another. */
function same(text: string) {
  return expect.stringMatching(new RegExp(`^${text.replace(/^Wed /, "Wed,? ")}$`));
}

test("hours stand for what is under two days", async () => {
  await speak("en");
  expect(duration(47)).toBe("47 h");
  expect(duration(7.18)).toBe("7.2 h");
  expect(duration(36 * 24)).toBe("36 days");
  expect(duration(370.8)).toBe("15 days");
});

test("a band of hours has each end in its unit", async () => {
  await speak("en");
  expect(durationRange(4.2, 40)).toBe("4–40 h");
  expect(durationRange(0.8, 1.2)).toBe("1 h");
  expect(durationRange(9.4, 49)).toBe("9 h to 2 days");
  expect(durationRange(296, 476)).toBe("12–20 days");
  expect(durationRange(47, 50)).toBe("about 2 days");
});
