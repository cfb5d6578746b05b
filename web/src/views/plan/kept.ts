// Records of this server that belong to an answer: kept plans, and the quotes that answer them.
import { getJson, sendJson } from "../../api/client.ts";
import { longDay } from "../../i18n/format.ts";
import type { EchoedQuery, Plan } from "./types.ts";

export interface PlanRecord {
  id: string;
  version: number;
  changed_at: string;
  body: { name: string; query: EchoedQuery; itinerary: string | null; network_sha256: string };
}

export interface QuoteRecord {
  id: string;
  version: number;
  body: {
    forwarder: string;
    total: number;
    currency: string;
    per: string;
    plan: string | null;
    itinerary: string | null;
  };
}

const MOST = 200;

/** What is asked, whatever day it was asked on. */
function questionOf(query: EchoedQuery): string {
  const asked = Object.entries(query).filter(([name]) => name !== "known_on");
  return JSON.stringify(asked.sort(([one], [other]) => one.localeCompare(other)));
}

async function plansOf(plan: Plan, signal: AbortSignal | null = null): Promise<PlanRecord[]> {
  const { items } = await getJson<{ items: PlanRecord[] }>("/plans", { limit: MOST }, signal);
  const question = questionOf(plan.query);
  return items.filter(({ body }) => questionOf(body.query) === question);
}

/** The ready day of a question: its echo holds midnight at the origin, which may lie on the evening before in UTC. */
export function dayOf({ depart }: EchoedQuery): Date {
  return new Date(Date.parse(depart) + 12 * 3_600_000);
}

/** Keep an answer with the way that was chosen; one that is kept already is not kept twice. */
export async function savePlan(plan: Plan, itinerary: string): Promise<PlanRecord> {
  const before = (await plansOf(plan)).find(
    ({ body }) => body.itinerary === itinerary && body.network_sha256 === plan.network.sha256,
  );
  if (before) return before;
  const { origin_name, destination_name } = plan.query;
  const name = `${origin_name} – ${destination_name}, ${longDay(dayOf(plan.query))}`;
  return sendJson<PlanRecord>("/plans", { name, answer: plan, itinerary });
}

/** The quotes that were entered for a way of an answer. */
export async function quotesFor(plan: Plan, itinerary: string, signal: AbortSignal): Promise<QuoteRecord[]> {
  const plans = new Set((await plansOf(plan, signal)).map(({ id }) => id));
  if (plans.size === 0) return [];
  const { items } = await getJson<{ items: QuoteRecord[] }>("/quotes", { limit: MOST }, signal);
  return items.filter(({ body }) => body.plan !== null && plans.has(body.plan) && body.itinerary === itinerary);
}
