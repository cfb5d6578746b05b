// Words of the page. Each area of it has a folder with one file a language; English says which keys there are.
import type { en } from "./en.ts";

export type Key = keyof typeof en;
/** A text, or one text for each plural form of the number `n`. */
export type Message = string | Partial<Record<Intl.LDMLPluralRule, string>>;
export type Catalogue = Record<Key, Message>;
/** Checks that a file of one language has every key of the English one, and no other. */
export type Translated<English> = { readonly [K in keyof English]: Message };

export const LANGUAGES = ["en", "pl", "kk", "ru"] as const;
export type Language = (typeof LANGUAGES)[number];
/** Each language by its own name, so that a reader finds it. */
export const LANGUAGE_NAMES: Record<Language, string> = { en: "English", pl: "Polski", kk: "Қазақша", ru: "Русский" };
export const LOCALES: Record<Language, string> = { en: "en-GB", pl: "pl-PL", kk: "kk-KZ", ru: "ru-RU" };

const LOADERS: Record<Language, () => Promise<Catalogue>> = {
  en: async () => (await import("./en.ts")).en,
  pl: async () => (await import("./pl.ts")).pl,
  kk: async () => (await import("./kk.ts")).kk,
  ru: async () => (await import("./ru.ts")).ru,
};

let catalogue = {} as Catalogue;
let current: Language = "en";
let plural = new Intl.PluralRules("en-GB");

export function language(): Language {
  return current;
}

export function locale(): string {
  return LOCALES[current];
}

/** Read the words of a language; the page is drawn again by whoever asked. */
export async function speak(wanted: Language): Promise<void> {
  catalogue = await LOADERS[wanted]();
  current = wanted;
  plural = new Intl.PluralRules(locale());
}

/** The language to begin with: the address, then what was chosen before, then the reader's browser. */
export function firstLanguage(asked: string | null, kept: string | null, browser: readonly string[]): Language {
  const wishes = [asked, kept, ...browser].filter((one) => one !== null).map((one) => one.slice(0, 2).toLowerCase());
  return wishes.find((one): one is Language => (LANGUAGES as readonly string[]).includes(one)) ?? "en";
}

/** The text of a key, with `{name}` replaced and the plural form of `n` chosen. */
export function t(key: Key, values: Readonly<Record<string, string | number>> = {}): string {
  const message = catalogue[key];
  const n = Number(values.n);
  const text = typeof message === "string" ? message : (message[plural.select(n)] ?? message.other ?? "");
  const filled = text.replace(/\{(\w+)\}/g, (_all, name: string) => {
    const value = values[name];
    return typeof value === "number"
      ? new Intl.NumberFormat(current === "kk" ? "ru-RU" : locale()).format(value)
      : String(value ?? "");
  });
  return filled.replace(/\.\.$/, "."); // where an abbreviation ends the sentence
}

/** The text of a key that is made from data, or what the data say where the page has no word for it. */
export function word(prefix: string, value: string): string {
  const key = `${prefix}.${value}` as Key;
  return key in catalogue ? t(key) : value;
}
