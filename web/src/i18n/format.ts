// Numbers and dates in the reader's manner. Instants are shown in UTC, as the answers give them.
import { language, locale, t } from "./index.ts";
import { kazakhCountry, kazakhDate } from "./kazakh.ts";

const HOUR_MS = 3_600_000;

/** Chromium writes Kazakh numbers in the English way; the Russian way is also the Kazakh one. */
const numbers = (): string => (language() === "kk" ? "ru-RU" : locale());

function date(when: string | Date, options: Intl.DateTimeFormatOptions): string {
  const moment = new Date(when);
  if (language() === "kk") return kazakhDate(moment, options);
  return new Intl.DateTimeFormat(locale(), { ...options, timeZone: "UTC" }).format(moment);
}

/** A date with its weekday, as `Wed, 1 Oct`. */
export function day(when: string | Date): string {
  return date(when, { weekday: "short", day: "numeric", month: "short" });
}

/** A date with its weekday and year. */
export function dayOfYear(when: string | Date): string {
  return date(when, { weekday: "short", day: "numeric", month: "short", year: "numeric" });
}

/** A date without its weekday, as `1 Oct`, for axes. */
export function shortDay(when: string | Date): string {
  return date(when, { day: "numeric", month: "short" });
}

/** A date as `1 October 2025`. */
export function longDay(when: string | Date): string {
  return date(when, { day: "numeric", month: "long", year: "numeric" });
}

/** A month as `October 2016`, or `Oct 2016`. */
export function monthOfYear(when: string | Date, month: "long" | "short" = "long"): string {
  return date(when, { month, year: "numeric" });
}

/** An instant with its hour. */
export function instant(when: string | Date): string {
  return date(when, { weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" });
}

export function number(value: number, digits = 0): string {
  return new Intl.NumberFormat(numbers(), { maximumFractionDigits: digits }).format(value);
}

export function percent(share: number, digits = 0): string {
  return new Intl.NumberFormat(numbers(), { style: "percent", maximumFractionDigits: digits }).format(share);
}

/** The step to which figures of a band are rounded, as the terminal does: no finer than a tenth of the band. */
export function roundingStep(width: number): number {
  const tenth = width / 10;
  if (tenth <= 1) return 1;
  const power = 10 ** Math.floor(Math.log10(tenth));
  return Math.max(...[1, 2, 5].map((factor) => factor * power).filter((step) => step <= tenth));
}

/** A figure rounded to what its band supports, so 1,850 and not 1,847.33; without a band, to two digits. */
export function rounded(value: number, width: number): number {
  if (value === 0) return 0;
  const step = width > 0 ? roundingStep(width) : 10 ** Math.max(0, Math.floor(Math.log10(Math.abs(value))) - 1);
  return Number((Math.round(value / step) * step).toPrecision(12));
}

const dollars = (): Intl.NumberFormat =>
  new Intl.NumberFormat(numbers(), {
    style: "currency",
    currency: "USD",
    currencyDisplay: "narrowSymbol",
    maximumFractionDigits: 0,
  });

/** US dollars, rounded as their band allows. */
export function usd(value: number, width = 0): string {
  return dollars().format(rounded(value, width));
}

/** A sum in any currency, as it was written. */
export function money(value: number, currency: string): string {
  return new Intl.NumberFormat(numbers(), {
    style: "currency",
    currency,
    maximumFractionDigits: 2,
    minimumFractionDigits: 0,
  }).format(value);
}

/** The first and the last day of a band, as `13 – 20 Oct`. */
export function dayRange(from: string | Date, to: string | Date): string {
  const options: Intl.DateTimeFormatOptions = { day: "numeric", month: "short", timeZone: "UTC" };
  if (language() === "kk") return `${shortDay(from)} – ${shortDay(to)}`;
  return new Intl.DateTimeFormat(locale(), options).formatRange(new Date(from), new Date(to));
}

/** The ends of a band of money, as `$20,400 – $28,200`. */
export function usdRange(low: number, high: number): string {
  return dollars().formatRange(rounded(low, high - low), rounded(high, high - low));
}

/** The ends of a band of hours: in hours where all of it is under two days, each end in its own unit where they differ. */
export function durationRange(low: number, high: number): string {
  if (high < 48 && Math.round(low) === Math.round(high)) return t("unit.hours", { n: Math.round(high) });
  if (high < 48) return t("unit.hourRange", { low: Math.round(low), n: Math.round(high) });
  if (low < 24) return t("unit.hourToDay", { low: Math.round(low), n: Math.round(high / 24) });
  const from = Math.round(low / 24);
  const to = Math.round(high / 24);
  return from === to ? t("unit.aboutDays", { n: to }) : t("unit.dayRange", { low: from, n: to });
}

/** A number with one digit behind the point where it is small. */
const short = (value: number, below: number): number =>
  value < below ? Math.round(value * 10) / 10 : Math.round(value);

/** Hours where they are under two days, else days. */
export function duration(hours: number): string {
  return hours < 48 ? t("unit.hours", { n: short(hours, 10) }) : t("unit.days", { n: short(hours / 24, 10) });
}

export function kilograms(kg: number): string {
  return kg < 1000 ? t("unit.kilograms", { n: Math.round(kg) }) : t("unit.tonnes", { n: short(kg / 1000, 100) });
}

export function daysBetween(from: string | Date, to: string | Date): number {
  return (new Date(to).getTime() - new Date(from).getTime()) / (24 * HOUR_MS);
}

/** Name of a country in the reader's language, by its ISO code. */
export function country(code: string): string {
  if (language() === "kk") return kazakhCountry(code);
  try {
    return new Intl.DisplayNames(locale(), { type: "region" }).of(code) ?? code;
  } catch {
    return code;
  }
}
