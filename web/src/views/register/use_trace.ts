// What led to an entry, and what came of it.
import { getJson, useAnswer } from "../../api/client.ts";
import type { Trace } from "./types.ts";

export function useTrace(chosen: string | null): Trace | null {
  return useAnswer<Trace>(chosen && `trace ${chosen}`, (signal) =>
    getJson(`/register/entries/${encodeURIComponent(chosen ?? "")}/trace`, {}, signal),
  ).data;
}
