// Times as the register writes them (a day, month, season, year, or a stretch of them) in the reader's manner.
import { longDay, monthOfYear } from "../../i18n/format.ts";
import { t } from "../../i18n/index.ts";

const SEASON = /^(\d{4})-(spring|summer|autumn|winter)$/;

function one(text: string): string {
  const season = SEASON.exec(text);
  if (season) return t(`register.${season[2] as "spring"}`, { year: season[1] ?? "" });
  if (/^\d{4}-\d\d-\d\d$/.test(text)) return longDay(text);
  return /^\d{4}-\d\d$/.test(text) ? monthOfYear(`${text}-01`) : text;
}

/** As `23 May 2025`, `autumn 2025`, `2024 – 2026` or `since October 2016`. */
export function whenSaid(text: string): string {
  const [from = "", to] = text.split("/");
  if (to === undefined) return one(from);
  return to === ".." ? t("register.since", { from: one(from) }) : `${one(from)} – ${one(to)}`;
}
