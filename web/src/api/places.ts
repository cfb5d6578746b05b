// Where towns and stations lie, by the names that the data use for them.
import { getJson, useAnswer } from "./client.ts";

export interface Found {
  name: string;
  country: string;
  lon: number;
  lat: number;
}

/** A name that is less like the best place than this is of a place that the server does not know. */
const LIKE = 0.65;

/** The places of some names, as far as they are known; nothing while they are asked for. */
export function usePlaces(names: readonly string[]): ReadonlyMap<string, Found> {
  const asked = [...new Set(names)].sort();
  const { data } = useAnswer<Map<string, Found>>(
    asked.length > 0 ? `places ${asked.join("|")}` : null,
    async (signal) => {
      const best = await Promise.all(
        asked.map((q) => getJson<(Found & { score: number })[]>("/places", { q, limit: 1 }, signal)),
      );
      const known = new Map<string, Found>();
      for (const [index, [first]] of best.entries())
        if (first && first.score >= LIKE) known.set(asked[index] ?? "", first);
      return known;
    },
  );
  return asked.length > 0 && data ? data : NONE;
}

const NONE: ReadonlyMap<string, Found> = new Map();
