// Why a way stands in the answer: what it is best at and by how much, or which way is better in everything.
import { durationRange, kilograms, number, usd } from "../../i18n/format.ts";
import { t } from "../../i18n/index.ts";
import type { Figure, Itinerary, Why } from "./types.ts";
import { corridorName } from "./words.ts";

/** A difference of a figure, with its unit. */
export function difference(figure: Figure, by: number): string {
  if (figure === "co2e_kg") return kilograms(by);
  if (figure === "p50_h" || figure === "p90_h" || figure === "p90_minus_p50_h") {
    return by < 48 ? t("unit.hours", { n: Math.round(by) }) : t("unit.days", { n: Math.round(by / 24) });
  }
  return usd(by);
}

export function WhyThisWay({ way, ways }: { way: Itinerary; ways: readonly Itinerary[] }) {
  const why: Why | undefined = way.why;
  if (!why) return null;
  const named = (id: string | null) => {
    const other = ways.find((one) => one.id === id);
    return other
      ? `${corridorName(other)} (${durationRange(other.duration_h.p10, other.duration_h.p90)})`
      : t("why.next");
  };
  const beaten = why.beaten_by && ways.find((one) => one.id === why.beaten_by);
  if (why.wins.length === 0 && !beaten) return null;
  return (
    <section class="why">
      <h3>{t("why.title")}</h3>
      <ul class="notes">
        {why.wins.map(({ figure, by, next_id }) => (
          <li key={figure}>{t(`why.${figure}`, { by: difference(figure, by), next: named(next_id) })}</li>
        ))}
        {beaten && <li>{t("why.beaten", { name: named(beaten.id) })}</li>}
        {why.near_count > 0 && <li>{t("why.near", { n: number(why.near_count) })}</li>}
      </ul>
    </section>
  );
}
