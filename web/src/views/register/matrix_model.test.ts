import { expect, test } from "vitest";
import { rowsOf, sideOf, statesOf } from "./matrix_model.ts";
import type { Actor, Matrix } from "./types.ts";

const actor = (id: string, ...parties: string[]): Actor => ({ id, title: id, title_pl: id, parties });
const entry = (id: string, state: string, ...parties: string[]): Matrix["entries"][number] => ({
  id,
  kind: "commitment",
  title: id,
  title_pl: id,
  state,
  due: null,
  overdue_days: 0,
  silent_days: 0,
  last: null,
  searched: null,
  parties,
});

const MATRIX: Matrix = {
  on: "2026-01-01",
  collected: "2026-01-01",
  cells: [
    { field: "trade", body: "", state: "met", entries: ["fair"] },
    { field: "trade", body: "mfa-kz", state: "unknown", entries: ["ties"] },
    { field: "trade", body: "mfa-pl", state: "unknown", entries: ["ties"] },
    { field: "trade", body: "bank-kz", state: "unknown", entries: ["ties"] },
    { field: "trade", body: "bank-kz", state: "overdue", entries: ["loan"] },
    { field: "visas", body: "commission", state: "met", entries: ["talks"] },
  ],
  bodies: [actor("mfa-kz", "KZ"), actor("mfa-pl", "PL"), actor("bank-kz", "KZ"), actor("commission", "EU")],
  entries: [
    entry("fair", "met", "KZ", "PL"),
    entry("ties", "unknown", "KZ", "PL"),
    entry("loan", "overdue", "KZ"),
    entry("talks", "met", "EU", "KZ"),
  ],
};

test("who is to act stands on the side of its countries, and one of none on that of all parties", () => {
  expect(sideOf(actor("a", "KZ"), ["KZ", "PL"])).toBe("KZ");
  expect(sideOf(actor("a", "PL", "KZ"), [])).toBe("joint");
  expect(sideOf(actor("a", "AZ", "GE", "KZ"), ["KZ"])).toBe("other");
  expect(sideOf(actor("universities"), ["KZ", "PL"])).toBe("joint");
  expect(sideOf(undefined, ["KZ", "PL"])).toBe("nobody");
});

test("a cell holds each commitment once with all its bodies of that side, what needs a hand first", () => {
  const [trade, visas] = rowsOf(MATRIX);
  expect(trade?.cells.KZ.map(({ entry: { id }, bodies }) => [id, bodies.map((one) => one.id)])).toEqual([
    ["loan", ["bank-kz"]],
    ["ties", ["mfa-kz", "bank-kz"]],
  ]);
  expect(trade?.cells.PL.map(({ entry: { id } }) => id)).toEqual(["ties"]);
  expect(trade?.cells.nobody.map(({ entry: { id } }) => id)).toEqual(["fair"]);
  expect(visas?.cells.other.map(({ entry: { id } }) => id)).toEqual(["talks"]);
});

test("only one state or one body is shown where it is asked for", () => {
  expect(rowsOf(MATRIX, { state: "met" }).map(({ field }) => field)).toEqual(["trade", "visas"]);
  expect(rowsOf(MATRIX, { state: "met", body: "commission" }).map(({ field }) => field)).toEqual(["visas"]);
  expect(rowsOf(MATRIX, { state: "dropped" })).toEqual([]);
});

test("states are counted, those that need a hand first", () => {
  expect(statesOf(MATRIX.entries)).toEqual([
    { state: "overdue", n: 1 },
    { state: "unknown", n: 1 },
    { state: "met", n: 2 },
  ]);
});
