// The document plan/1 as far as the page reads it.
export interface Band {
  p10: number;
  p50: number;
  p90: number;
}

export interface TimeBand {
  p10: string;
  p50: string;
  p90: string;
}

export type Grade = "observed" | "published" | "derived" | "estimated" | "assumed";

/** A question as the server takes it and echoes it. */
export interface Query {
  origin: string;
  destination: string;
  depart: string;
  cargo?: string;
  hs?: string;
  un?: string;
  temp_c?: [number, number];
  unit?: string;
  units?: number;
  payload_t?: number;
  value_usd?: number;
  incoterm?: string;
  owner?: "soc" | "coc";
  shipment?: "single" | "group" | "block";
  deadline?: string;
  via?: string[];
  avoid?: string[];
  modes?: string[];
}

export interface EchoedQuery extends Query {
  origin_name: string;
  destination_name: string;
  known_on: string;
  cargo: string;
  unit: string;
  units: number;
  payload_t: number;
  value_usd: number;
}

export interface Stop {
  id: string;
  name: string;
  country: string;
  lon: number;
  lat: number;
}

export interface Leg {
  mode: string;
  gauge_mm: number | null;
  from: Stop;
  to: Stop;
  countries: string[];
  service: string | null;
  service_name: string;
  operator: string;
  links: { id: string; forward: boolean }[];
  depart: TimeBand;
  arrive: TimeBand;
  change: string | null;
  change_note: string;
  wait_h: Band;
  run_h: Band;
  dwell_h: Band;
  late_share: number;
  cost_usd: number;
  co2e_kg: number;
  distance_km: number;
  sources: string[];
  grade: Grade;
  borders: string[];
  hazards: string[];
  status: string | null;
  sold_as: string | null;
  min_units: number | null;
  book_by: string | null;
  power_note: string;
}

export interface PriceLine {
  kind: string;
  what: string;
  cost_usd: Band | null;
  leg: number | null;
  scope: string;
  tariff_class: string | null;
  currency: string | null;
  price_year: number | null;
  sources: string[];
  grade: Grade | null;
  why: string;
}

export interface Carriage {
  document: string;
  legs: number[];
  issuer: string;
  act: string | null;
  sources: string[];
  grade: Grade;
  from: string;
  to: string;
}

export interface Papers {
  chain: { regime: string; paper: string; issuer: string; from: string; to: string; sources: string[]; grade: Grade }[];
  carriage: Carriage[];
  borders: {
    place: string;
    from: string;
    to: string;
    documents: { document: string; issuer: string; sources: string[]; grade: Grade }[];
  }[];
  goods: { document: string; issuer: string; sources: string[]; grade: Grade }[];
  note: string;
}

export type Figure = "p50_h" | "p90_h" | "p90_minus_p50_h" | "cost_p50_usd" | "generalised_p50_usd" | "co2e_kg";

export interface Why {
  beaten_by: string | null;
  wins: { label: string; figure: Figure; by: number; next_id: string | null }[];
  near_count: number;
}

export interface Itinerary {
  id: string;
  labels: string[];
  corridor: string;
  corridor_name: string;
  status: string;
  departure: string;
  book_by: string;
  arrival: TimeBand;
  duration_h: Band & { mean: number };
  cost_usd: Band;
  generalised_cost_usd: Band;
  co2e_kg: number;
  on_time_share: number | null;
  distance_km: number;
  transfers: number;
  price_missing: string[];
  price_held: string[];
  price_lines: PriceLine[];
  assumed_share: { hours: number; cost: number };
  limited_by: string | null;
  beaten_by: string | null;
  unit: string;
  units: number;
  cold_chain: {
    low_c: number;
    high_c: number;
    verdict: string;
    unknown_h: number;
    coldest: string;
    warmest: string;
    agree: string[];
    confirm: string[];
  } | null;
  restrictions: {
    conditions: { id: string; what: string; why: string; act: string | null; sources: string[]; grade: Grade }[];
    not_checked: string[];
    note: string;
  };
  dangerous: string[];
  drivers: string[];
  terms: string;
  legs: Leg[];
  papers: Papers;
  why?: Why;
}

export interface Refused {
  what: string;
  why: string;
  repair: string | null;
}

export interface Plan {
  schema: "plan/1";
  query: EchoedQuery;
  network: { id: string; sha256: string; date: string };
  itineraries: Itinerary[];
  refused: Refused[];
  not_checked: string[];
  practices: string[];
  truncated: boolean;
  seed: number;
  version: string;
}

export interface WhatIf {
  shut: { what: string; first: string | null; last: string | null }[];
  before: Plan;
  after: Plan;
  lost: string[];
  new: string[];
}

export interface Place {
  id: string;
  name: string;
  country: string;
  lon: number;
  lat: number;
  population: number | null;
}
