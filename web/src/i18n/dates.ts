// Days as people write them, in the manner of the page's language and not of the browser's.
import { shortDay } from "./format.ts";
import { language, locale } from "./index.ts";
import { kazakhDate } from "./kazakh.ts";

const utc = (year: number, month: number, day: number): Date => new Date(Date.UTC(year, month - 1, day));

export const isoOf = (when: Date): string => when.toISOString().slice(0, 10);

/** A day as one writes it into a field: `1 Oct 2025` in English, whose numbers alone would be read two ways; else `01.10.2025`. */
export function writtenDay(iso: string): string {
  const [year = "", month = "", day = ""] = iso.split("-");
  return language() === "en" ? `${shortDay(`${iso}T00:00:00Z`)} ${year}` : `${day}.${month}.${year}`;
}

function names(how: "long" | "short", wanted: "kk" | string): string[] {
  return Array.from({ length: 12 }, (_, index) => {
    const when = utc(2025, index + 1, 1);
    if (wanted === "kk") return kazakhDate(when, { month: how });
    // With a day beside it, for some languages decline the month.
    const parts = new Intl.DateTimeFormat(wanted, { day: "numeric", month: how, timeZone: "UTC" }).formatToParts(when);
    return parts.find(({ type }) => type === "month")?.value ?? "";
  });
}

const bare = (text: string) => text.toLowerCase().replace(/\.$/, "");

function monthOf(word: string): number | null {
  const typed = bare(word);
  if (typed.length < 3) return null;
  const own = language() === "kk" ? "kk" : locale();
  for (const list of [names("long", own), names("short", own), names("long", "en-GB")]) {
    const fits = list.flatMap((name, index) =>
      bare(name).startsWith(typed) || typed === bare(name) ? [index + 1] : [],
    );
    if (fits.length === 1) return fits[0] ?? null;
  }
  return null;
}

/** The day that a text names, as `2025-10-01`; null where it is none. The day stands before the month, unless the year is first. */
export function readDay(text: string): string | null {
  const parts = text
    .trim()
    .split(/[\s,./-]+/)
    .filter((part) => part && !/^(г|ж|r|rok)$/i.test(part));
  if (parts.length !== 3) return null;
  const word = parts.findIndex((part) => /\p{L}/u.test(part));
  const numbers = parts.filter((_, index) => index !== word).map(Number);
  if (numbers.some((one) => !Number.isInteger(one) || one < 1)) return null;
  let [day = 0, month = 0, year = 0] = [0, 0, 0];
  const first = (parts[0] ?? "").length === 4;
  if (word < 0)
    [day, month, year] = first
      ? (numbers.toReversed() as [number, number, number])
      : (numbers as typeof numbers & [number, number, number]);
  else {
    month = monthOf(parts[word] ?? "") ?? 0;
    [day = 0, year = 0] = first ? numbers.toReversed() : numbers;
  }
  if (year < 100) year += 2000;
  const found = utc(year, month, day);
  const real = found.getUTCFullYear() === year && found.getUTCMonth() === month - 1 && found.getUTCDate() === day;
  return real && year >= 1900 && year < 2200 ? isoOf(found) : null;
}

/** A month and its year, as a heading. */
export function monthName(year: number, month: number): string {
  const when = utc(year, month, 1);
  if (language() === "kk") return kazakhDate(when, { month: "long", year: "numeric" });
  const text = new Intl.DateTimeFormat(locale(), { month: "long", year: "numeric", timeZone: "UTC" }).format(when);
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Monday to Sunday, in two or three letters. */
export function weekdays(): string[] {
  return Array.from({ length: 7 }, (_, index) => {
    const when = utc(2025, 9, 1 + index); // a Monday
    if (language() === "kk") return kazakhDate(when, { weekday: "short" }).split(", ").at(-1) ?? "";
    return new Intl.DateTimeFormat(locale(), { weekday: "short", timeZone: "UTC" }).format(when);
  });
}

/** The weeks that show a month, Monday first; days of other months are null. */
export function weeksOf(year: number, month: number): (string | null)[][] {
  const before = (utc(year, month, 1).getUTCDay() + 6) % 7;
  const days = utc(year, month + 1, 0).getUTCDate();
  return Array.from({ length: Math.ceil((before + days) / 7) }, (_, week) =>
    Array.from({ length: 7 }, (_unused, at) => {
      const day = week * 7 + at - before + 1;
      return day < 1 || day > days ? null : isoOf(utc(year, month, day));
    }),
  );
}

/** A day moved by days, or by months with the day kept where the month has it. */
export function moved(iso: string, by: { days?: number; months?: number }): string {
  const [year = 0, month = 0, day = 0] = iso.split("-").map(Number);
  const last = utc(year, month + (by.months ?? 0) + 1, 0).getUTCDate();
  return isoOf(utc(year, month + (by.months ?? 0), Math.min(day, last) + (by.days ?? 0)));
}
