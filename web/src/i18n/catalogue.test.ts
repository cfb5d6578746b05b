import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { en } from "./en.ts";
import { type Catalogue, firstLanguage, type Key, type Message, speak, t } from "./index.ts";
import { kk } from "./kk.ts";
import { pl } from "./pl.ts";
import { ru } from "./ru.ts";

const OTHERS: Record<string, Catalogue> = { pl, kk, ru };
const KEYS = Object.keys(en) as Key[];

/** Texts that are the same in English and in another language: names, signs, and words that both borrowed. */
const SAME =
  /^(app\.name|unit\.|view\.plan$|app\.panel$|plan\.co2e|plan\.\w+Hint$|leg\.operator$|network\.lines$|topic\.transport$|matrix\.short\.(KZ|PL)$|measure\.|place\.(port|terminal)$|town\.(Astana|Ankara|Krosno|Kukuryki)$|.*\.(pdf|html|csv)$)/;

const COMPONENTS = readdirSync("src", { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".tsx"));

const texts = (message: Message): string[] => (typeof message === "string" ? [message] : Object.values(message));
const names = (text: string): string[] => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? "").sort();

test.each(Object.keys(OTHERS))("%s has a text of its own for every key", (language) => {
  const catalogue = OTHERS[language] as Catalogue;
  expect(Object.keys(catalogue).sort()).toEqual([...KEYS].sort());
  const same = KEYS.filter((key) => JSON.stringify(catalogue[key]) === JSON.stringify(en[key]) && !SAME.test(key));
  expect(same).toEqual([]);
  const empty = KEYS.filter((key) => texts(catalogue[key]).some((text) => text.trim() === ""));
  expect(empty).toEqual([]);
});

test.each(Object.keys(OTHERS))("%s fills the same gaps as English", (language) => {
  const catalogue = OTHERS[language] as Catalogue;
  const gaps = (message: Message) => [...new Set(texts(message).flatMap(names))].sort();
  expect(KEYS.filter((key) => String(gaps(catalogue[key])) !== String(gaps(en[key])))).toEqual([]);
});

test.each(["ru", "kk"])("%s is written in its own letters", (language) => {
  const catalogue = OTHERS[language] as Catalogue;
  const latin = KEYS.filter((key) => !SAME.test(key) && texts(catalogue[key]).some((text) => !/[а-яё]/i.test(text)));
  expect(latin).toEqual([]);
});

test.each([
  ["pl", ["one", "few", "many"]],
  ["ru", ["one", "few", "many"]],
])("%s has every plural form that whole numbers take", (language, forms) => {
  const catalogue = OTHERS[language] as Catalogue;
  const plurals = KEYS.filter((key) => typeof catalogue[key] === "object");
  const lacking = plurals.filter((key) => forms.some((form) => !(form in (catalogue[key] as object))));
  expect(lacking).toEqual([]);
});

test("no text for readers stands in a component", () => {
  const attribute = /\b(?:aria-label|title|placeholder|alt|label|aria-description)="[^"]*\p{L}[^"]*"/gu;
  expect(COMPONENTS.length).toBeGreaterThan(5);
  const found = COMPONENTS.flatMap((file) =>
    [...readFileSync(`src/${file}`, "utf8").matchAll(attribute)].map(([text]) => `${file}: ${text}`),
  );
  expect(found).toEqual([]); // text between tags is biome's rule noJsxLiterals
});

test("a number chooses its plural form and its manner of writing", async () => {
  await speak("pl");
  expect(t("unit.days", { n: 1 })).toBe("1 dzień");
  expect(t("unit.days", { n: 1.5 })).toBe("1,5 dnia");
  expect(t("unit.days", { n: 12345 })).toMatch(/^12\s345 dni$/);
});

test("the address goes before what was kept, and that before the browser", () => {
  expect(firstLanguage("kk", "pl", ["ru"])).toBe("kk");
  expect(firstLanguage(null, "pl", ["ru"])).toBe("pl");
  expect(firstLanguage("xx", null, ["de-DE", "ru-RU"])).toBe("ru");
  expect(firstLanguage(null, null, ["de"])).toBe("en");
});
