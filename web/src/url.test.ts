import { expect, test, vi } from "vitest";

vi.stubGlobal("addEventListener", () => {});
vi.stubGlobal("location", { search: "?view=network&date=2025-09-15", pathname: "/" });
const { addressAfter, listOf } = await import("./url.ts");

test("a change keeps the rest of the address", () => {
  expect(addressAfter({ mode: "rail" })).toBe("?view=network&date=2025-09-15&mode=rail");
});

test("what is empty goes away", () => {
  expect(addressAfter({ view: null, date: "" })).toBe("/");
  expect(addressAfter({ via: [], date: null })).toBe("?view=network");
});

test("a list reads as one writes it", () => {
  const address = addressAfter({ via: ["KZAAU", "GEPTI"] });
  expect(address).toContain("via=KZAAU,GEPTI");
  expect(listOf(new URLSearchParams(address), "via")).toEqual(["KZAAU", "GEPTI"]);
  expect(listOf(new URLSearchParams(), "via")).toEqual([]);
});
