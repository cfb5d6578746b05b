import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { en } from "./en.ts";
import type { Catalogue, Key } from "./index.ts";
import { kk } from "./kk.ts";
import { pl } from "./pl.ts";
import { ru } from "./ru.ts";

const rows = readFileSync("../docs/glossary.md", "utf8")
  .split("\n")
  .filter((line) => line.startsWith("| "))
  .map((line) => line.split("|").map((cell) => cell.trim()));
const terms = rows.filter((cells) => cells.length === 9 && cells[2]?.startsWith("`"));
const sources = new Set(rows.filter((cells) => cells.length === 4).map((cells) => cells[1]));
const CATALOGUES: [string, Catalogue][] = [
  ["en", en],
  ["pl", pl],
  ["kk", kk],
  ["ru", ru],
];

test("the page uses the words of the glossary in each language", () => {
  expect(terms.length).toBeGreaterThan(20);
  const others = terms.flatMap((cells) =>
    CATALOGUES.flatMap(([language, catalogue], index) => {
      const message = JSON.stringify(catalogue[(cells[2] ?? "").replaceAll("`", "") as Key] ?? "");
      const word = (cells[3 + index] ?? "").toLowerCase();
      return message.toLowerCase().includes(word) ? [] : [`${cells[1]} in ${language}: ${message} has no ${word}`];
    }),
  );
  expect(others).toEqual([]);
});

test("each word of the glossary has a source for each language", () => {
  const lacking = terms.filter((cells) => {
    const keys = (cells[7] ?? "").split(" ");
    return keys.length !== CATALOGUES.length || keys.some((key) => !sources.has(key));
  });
  expect(lacking).toEqual([]);
});
