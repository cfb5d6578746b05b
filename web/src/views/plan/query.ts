// The question in the address of the page, and as the server takes it.
import type { Change } from "../../url.ts";
import { listOf } from "../../url.ts";
import type { Query } from "./types.ts";

/** Keys of the address that make the question; the others say how its answer is looked at. */
export const ASKED = [
  "from",
  "to",
  "depart",
  "cargo",
  "hs",
  "un",
  "temp",
  "unit",
  "units",
  "payload",
  "value",
  "incoterm",
  "owner",
  "shipment",
  "deadline",
  "via",
  "avoid",
  "modes",
] as const;

export type AskedKey = (typeof ASKED)[number];
export type Draft = Partial<Record<AskedKey, string>>;

export function draftOf(params: URLSearchParams): Draft {
  return Object.fromEntries(ASKED.flatMap((key) => (params.get(key) ? [[key, params.get(key)]] : []))) as Draft;
}

/** The address of a question: all its keys, and none that looked at another answer. */
export function addressOf(draft: Draft): Change {
  return Object.fromEntries(ASKED.map((key) => [key, draft[key] || null]));
}

/** A number as people write it, `9 000,50`; undefined where it is none above zero. */
export const positive = (text: string | null): number | undefined => {
  const value = Number((text ?? "").replace(/\s/g, "").replace(",", "."));
  return Number.isFinite(value) && value > 0 ? value : undefined;
};

function temperature(text: string | null): [number, number] | undefined {
  const [low, high] = (text ?? "").split(/[,;]|\.\./).map((part) => Number(part));
  const given = text !== null && text !== "" && Number.isFinite(low) && Number.isFinite(high);
  return given ? [low as number, high as number] : undefined;
}

/** The question of an address as the server takes it; null while origin, destination or day are missing. */
export function queryOf(params: URLSearchParams): Query | null {
  const [origin, destination, depart] = [params.get("from"), params.get("to"), params.get("depart")];
  if (!origin || !destination || !depart) return null;
  const units = positive(params.get("units"));
  const optional: Partial<Query> = {
    cargo: params.get("cargo") ?? undefined,
    hs: params.get("hs") ?? undefined,
    un: params.get("un") ?? undefined,
    temp_c: temperature(params.get("temp")),
    unit: params.get("unit") ?? undefined,
    units: units === undefined ? undefined : Math.round(units),
    payload_t: positive(params.get("payload")),
    value_usd: positive(params.get("value")),
    incoterm: params.get("incoterm") ?? undefined,
    owner: (params.get("owner") ?? undefined) as Query["owner"],
    shipment: (params.get("shipment") ?? undefined) as Query["shipment"],
    deadline: params.get("deadline") ?? undefined,
    via: listOf(params, "via"),
    avoid: listOf(params, "avoid"),
    modes: listOf(params, "modes"),
  };
  const given = Object.entries(optional).filter(([, value]) => value !== undefined && String(value) !== "");
  return { origin, destination, depart, ...Object.fromEntries(given) };
}

/** The field of the form that a `field` of an error of the server names. */
export function fieldOf(named: string | null): AskedKey | null {
  const last = (named ?? "").split(".").at(-1) ?? "";
  const other: Record<string, AskedKey> = {
    origin: "from",
    destination: "to",
    temp_c: "temp",
    payload_t: "payload",
    value_usd: "value",
  };
  const key = other[last] ?? last;
  return (ASKED as readonly string[]).includes(key) ? (key as AskedKey) : null;
}

/** The fields of cooperation as tiles, each with the cargo it stands for; `food` and `other` have more than one. */
export const TILES = [
  { field: "pharmaceuticals", icon: "medicine", cargos: ["pharmaceuticals"] },
  { field: "food", icon: "food", cargos: ["food_chilled", "food_dry", "grain"] },
  { field: "transport", icon: "transport", cargos: ["machinery"] },
  { field: "energy", icon: "energy", cargos: ["energy_equipment"] },
  { field: "construction_materials", icon: "construction", cargos: ["construction_materials"] },
  { field: "education", icon: "education", cargos: ["books"] },
  { field: "other", icon: "other", cargos: ["general", "metals"] },
] as const;

export type FieldName = (typeof TILES)[number]["field"];
export type Cargo = (typeof TILES)[number]["cargos"][number];

export function tileOf(cargo: string | undefined): FieldName {
  return TILES.find((tile) => (tile.cargos as readonly string[]).includes(cargo ?? "general"))?.field ?? "other";
}

export const UNITS = [
  "20GP",
  "40GP",
  "40HC",
  "45HC",
  "20RF",
  "40RF",
  "trailer",
  "trailer_reefer",
  "wagon_1520",
  "wagon_1435",
  "bulk_wagon",
  "air_pallet",
] as const;

export const MODES_ASKED = ["rail", "road", "sea", "rail_ferry", "ro_ro", "air"] as const;

export interface Example {
  key: "reefers" | "machine" | "box";
  names: { from: string; to: string };
  draft: Draft;
}

export const EXAMPLES: readonly Example[] = [
  {
    key: "reefers",
    names: { from: "Łódź", to: "Almaty" },
    draft: {
      from: "PLLOD",
      to: "KZALA",
      depart: "2025-10-01",
      cargo: "pharmaceuticals",
      unit: "40RF",
      units: "2",
      payload: "18",
    },
  },
  {
    key: "machine",
    names: { from: "Astana", to: "Poznań" },
    draft: { from: "KZAST", to: "PLPOZ", depart: "2026-04-15", cargo: "machinery", unit: "trailer", payload: "16" },
  },
  {
    key: "box",
    names: { from: "Xi’an", to: "Warsaw" },
    draft: { from: "CNXIA", to: "PLWAW", depart: "2026-06-01", cargo: "general", unit: "40HC" },
  },
];

/** The day in a week from a moment, as the form proposes it. */
export function inAWeek(now: Date): string {
  return new Date(now.getTime() + 7 * 86_400_000).toISOString().slice(0, 10);
}
