// Days as numbers, for a slider: how many since the first day of the data.
const DAY_MS = 86_400_000;

export function dayNumber(day: string, first: string): number {
  return Math.round((Date.parse(day) - Date.parse(first)) / DAY_MS);
}

export function dayAt(number: number, first: string): string {
  return new Date(Date.parse(first) + number * DAY_MS).toISOString().slice(0, 10);
}

/** The day, or the nearest one that the data cover. */
export function within(day: string, first: string, last: string): string {
  if (day < first) return first;
  return day > last ? last : day;
}

/** Some days before and after a day, within the data. */
export function around(day: string, days: number, first: string, last: string): { from: string; to: string } {
  return { from: within(dayAt(-days, day), first, last), to: within(dayAt(days, day), first, last) };
}
