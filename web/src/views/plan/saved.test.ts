import { expect, test, vi } from "vitest";

vi.stubGlobal("addEventListener", () => {});
vi.stubGlobal("matchMedia", () => ({ matches: false, addEventListener: () => {} }));
vi.stubGlobal("location", { search: "", pathname: "/", href: "http://localhost/" });
const { addressOfQuery } = await import("./saved.tsx");
const { addressOfChange } = await import("./why_not.tsx");
const { verdictOf } = await import("./quote.tsx");

import type { EchoedQuery, Itinerary } from "./types.ts";

test("a kept plan opens by the address of its question, on the day at the origin", () => {
  const query = {
    origin: "PLLOD",
    destination: "KZALA",
    depart: "2025-09-30T22:00:00+00:00",
    cargo: "pharmaceuticals",
    unit: "40RF",
    units: 2,
    payload_t: 18,
    hs: null,
    temp_c: [15, 25],
    via: [],
    avoid: ["RU", "BY"],
  } as unknown as EchoedQuery;
  expect(addressOfQuery(query)).toEqual({
    from: "PLLOD",
    to: "KZALA",
    depart: "2025-10-01",
    cargo: "pharmaceuticals",
    unit: "40RF",
    units: "2",
    payload: "18",
    temp: "15,25",
    avoid: "RU,BY",
  });
});

test("a change in the server's names becomes one of the address", () => {
  expect(addressOfChange({ unit: "air_pallet", payload_t: 3, modes: ["rail", "sea"] })).toEqual({
    unit: "air_pallet",
    payload: "3",
    modes: "rail,sea",
  });
});

test("a quote lies below, in or above the band", () => {
  const way = { cost_usd: { p10: 20_000, p50: 24_000, p90: 28_000 } } as Itinerary;
  expect([18_000, 21_000, 26_000, 30_000].map((total) => verdictOf(total, way))).toEqual([
    "below",
    "low",
    "high",
    "above",
  ]);
});
