// What a plan says, in words of the page.
import { durationRange } from "../../i18n/format.ts";
import { t, word } from "../../i18n/index.ts";
import { type Mode, modeOf } from "../../map/colours.ts";
import type { Itinerary, Leg } from "./types.ts";

export function legMode(leg: Leg): Mode {
  return modeOf(leg.mode, leg.gauge_mm);
}

/** Hours of a leg from the moment that the goods stand at its start, median by part. */
export function hoursOf(leg: Leg): number {
  return leg.wait_h.p50 + leg.run_h.p50 + leg.dwell_h.p50;
}

/** Name of the way: by its corridor where it has one. */
export function corridorName(way: Itinerary): string {
  const known = word("corridor", way.corridor);
  return known === way.corridor ? way.corridor_name : known;
}

export function labelName(label: string): string {
  return word("label", label);
}

const LONG_WAIT_H = 18;

/** One line of plain words: what will most be felt of this way. */
export function tellingLine(way: Itinerary): string {
  const waiting = way.legs.reduce((one, other) => (other.wait_h.p90 > one.wait_h.p90 ? other : one));
  if (waiting.wait_h.p50 >= LONG_WAIT_H) {
    const kind =
      waiting.mode === "sea" || waiting.mode === "rail_ferry" || waiting.mode === "ro_ro" ? "ship" : waiting.mode;
    const key = kind === "ship" || kind === "rail" || kind === "air" ? kind : "other";
    return t(`say.wait.${key}`, {
      place: waiting.from.name,
      range: durationRange(waiting.wait_h.p10, waiting.wait_h.p90),
    });
  }
  const standing = way.legs.reduce((one, other) => (other.dwell_h.p90 > one.dwell_h.p90 ? other : one));
  if (way.transfers > 0 && standing.dwell_h.p50 >= LONG_WAIT_H) {
    return t("say.dwell", {
      place: standing.from.name,
      range: durationRange(standing.dwell_h.p10, standing.dwell_h.p90),
    });
  }
  const longest = way.legs.reduce((one, other) => (other.run_h.p50 > one.run_h.p50 ? other : one));
  return t("say.run", { mode: word("mode", longest.mode), range: durationRange(longest.run_h.p10, longest.run_h.p90) });
}

/** What makes a way that way, whatever its number: the corridor and the services from stop to stop. */
export function wayKey(way: Itinerary): string {
  return `${way.corridor} ${way.legs.map((leg) => `${leg.mode} ${leg.service} ${leg.from.id} ${leg.to.id}`).join("; ")}`;
}

/** Whether two answers speak of the same way. */
export function sameWay(one: Itinerary, other: Itinerary): boolean {
  return wayKey(one) === wayKey(other);
}

/** Ways in the order of generalised cost. */
export function ranked(ways: readonly Itinerary[]): Itinerary[] {
  return [...ways].sort((one, other) => one.generalised_cost_usd.p50 - other.generalised_cost_usd.p50);
}

/** How wide the band of the time is for its length: what a planner feels as reliability. */
export function looseness(way: Itinerary): number {
  return (way.duration_h.p90 - way.duration_h.p10) / way.duration_h.p50;
}

export function partsOf(leg: Leg): { part: "wait" | "run" | "dwell"; text: string; hours: number }[] {
  return (["dwell", "wait", "run"] as const)
    .map((part) => ({
      part,
      hours: leg[`${part}_h`].p50,
      text: durationRange(leg[`${part}_h`].p10, leg[`${part}_h`].p90),
    }))
    .filter(({ hours }) => hours > 0.05);
}
