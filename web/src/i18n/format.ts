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

/** A figure rounded to what its band supports: to a tenth of the width's size, so 1,850 and not 1,847.33. */
export function rounded(value: number, width: number): number {
  if (value === 0) return 0;
  const size = width > 0 ? width / 2 : Math.abs(value) / 10;
  const step = 10 ** Math.floor(Math.log10(size)) / 2;
  return Number((Math.round(value / step) * step).toPrecision(12));
}

/** US dollars, rounded as their band allows. */
export function usd(value: number, width = 0): string {
  return new Intl.NumberFormat(numbers(), {
    style: "currency",
    currency: "USD",
    currencyDisplay: language() === "en" ? "narrowSymbol" : "code",
    maximumFractionDigits: 0,
  }).format(rounded(value, width));
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
