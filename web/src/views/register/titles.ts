// Titles of the register are written in English and in Polish; they are marked by the language they are in.
import { language } from "../../i18n/index.ts";

export interface Titled {
  title: string;
  title_pl?: string;
}

/** The title that this reader reads, with its language. */
export function titleOf({ title, title_pl }: Titled): { lang: "en" | "pl"; title: string } {
  return language() === "pl" && title_pl ? { lang: "pl", title: title_pl } : { lang: "en", title };
}
