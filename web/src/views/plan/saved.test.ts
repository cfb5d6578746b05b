import { expect, test, vi } from "vitest";

vi.stubGlobal("addEventListener", () => {});
vi.stubGlobal("matchMedia", () => ({ matches: false, addEventListener: () => {} }));
vi.stubGlobal("location", { search: "", pathname: "/", href: "http://localhost/" });
const { addressOfQuery } = await import("./saved.tsx");
const { addressOfChange } = await import("./why_not.tsx");
const { verdictOf } = await import("./quotes.tsx");
const { bodyOf } = await import("./quote_form.tsx");

import type { Comparison } from "./quotes.tsx";
import type { EchoedQuery } from "./types.ts";

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

const at = (low: string, high: string) => ({ position: { low: { where: low }, high: { where: high } } }) as Comparison;

test("a quote lies below, in or above the band, or spans its end by what it does not say", () => {
  expect(verdictOf(at("below", "below"))).toBe("below");
  expect(verdictOf(at("within", "within"))).toBe("within");
  expect(verdictOf(at("below", "within"))).toBe("spans");
});

test("a quote is entered in any currency, with a rate where the data have none", () => {
  const entered = {
    forwarder: " A forwarder ",
    total: "9 000,50",
    currency: "PLN",
    rate: "",
    per: "unit" as const,
    until: "",
    days: ["30", "25"] as [string, string],
    holds: { customs: "out", main_run: "in" } as const,
  };
  expect(bodyOf(entered, "2026-11-25")).toBeNull();
  expect(bodyOf({ ...entered, rate: "0,27" }, "2026-11-25")).toEqual({
    forwarder: "A forwarder",
    received: "2026-11-25",
    currency: "PLN",
    usd_rate: 0.27,
    total: 9000.5,
    per: "unit",
    transit_days: [25, 30],
    lines: [
      { what: "main run", kind: "main_run", included: true },
      { what: "customs", kind: "customs", included: false },
    ],
  });
});
