// What the network routes answer, as far as the page reads it.
export interface Sourced {
  grade: string;
  sources: string[];
  valid_from: string | null;
  valid_to: string | null;
  note: string | null;
}

export interface LinkProperties extends Sourced {
  id: string;
  name: string;
  mode: string;
  gauge_mm: number | null;
  length_km: number;
  departures_per_week: number | null;
  closed_by: string | null;
}

export interface ClosureProperties extends Sourced {
  id: string;
  what: string;
  name: string;
}

export interface RestrictionProperties extends Sourced {
  id: string;
  name: string;
  effect: string;
  countries: string[];
  act: string | null;
}

export interface Collection<T> {
  type: "FeatureCollection";
  features: { type: "Feature"; geometry: GeoJSON.Geometry | null; properties: T }[];
}

export interface Attribute {
  name: string;
  meaning: string;
  value: string | number | boolean | string[] | null;
  text: string | null;
  triple: { low: number; typical: number; high: number } | null;
  unit: string | null;
  statistic: string | null;
  spread: string | null;
  grade: string | null;
  sources: string[];
  note: string | null;
}

export interface AssetPart extends Sourced {
  title: string;
  table: string;
  attributes: Attribute[];
}

export interface Asset extends Sourced {
  id: string;
  table: string;
  name: string;
  date: string;
  attributes: Attribute[];
  parts: AssetPart[];
  services: (Sourced & {
    id: string;
    name: string;
    operator: string;
    mode: string;
    status: string;
    calls_here: boolean;
  })[];
  closures: (Sourced & { id: string })[];
  restrictions: (Sourced & { id: string; name: string; effect: string; names_it: boolean })[];
}

export interface NetworkChange {
  date: string;
  event: string;
  table: string;
  id: string;
  name: string;
  grade: string;
  sources: string[];
  note: string | null;
}
