// What the routes of the data's quality answer, as far as the page reads it.
export interface Case {
  id: string;
  origin: string;
  destination: string;
  via: string[];
  modes: string[];
  depart: string;
  unit: string;
  source: string[];
  note: string;
  metric: "time" | "cost";
  observed: number;
  kind: string;
  model: { p10: number; p50: number; p90: number; mean: number } | null;
  error_share: number | null;
  inside: boolean | null;
  scored: boolean;
  corridor: string | null;
  /** Why there is no model, or what is to be known of it; in English. */
  reason: string | null;
}

export interface Score {
  n: number;
  mdape: number | null;
  inside_share: number | null;
}

export interface Validation {
  cases: Case[];
  time: Score;
  cost: Score;
}

export interface SourceRow {
  key: string;
  publisher: string;
  title: string;
  date: string;
  url: string | null;
  confidence: string;
  rows: number;
}
