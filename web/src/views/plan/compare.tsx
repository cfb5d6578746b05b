// Two ways side by side; the better figure of a row is marked by its weight, not by colour.
import { Icon } from "../../frame/icons.tsx";
import { day, dayRange, durationRange, kilograms, longDay, percent, usdRange } from "../../i18n/format.ts";
import { t, word } from "../../i18n/index.ts";
import { ModeStrip } from "./strip.tsx";
import type { Itinerary } from "./types.ts";
import { corridorName, labelName } from "./words.ts";

interface Row {
  name: string;
  text: (way: Itinerary) => string;
  /** Less is better; absent where neither is better. */
  value?: (way: Itinerary) => number;
}

const rows = (): Row[] => [
  {
    name: t("plan.time"),
    text: (way) => durationRange(way.duration_h.p10, way.duration_h.p90),
    value: (way) => way.duration_h.p50,
  },
  {
    name: t("compare.arrival"),
    text: (way) => dayRange(way.arrival.p10, way.arrival.p90),
    value: (way) => Date.parse(way.arrival.p50),
  },
  { name: t("compare.late"), text: (way) => day(way.arrival.p90), value: (way) => Date.parse(way.arrival.p90) },
  {
    name: t("plan.cost"),
    text: (way) => usdRange(way.cost_usd.p10, way.cost_usd.p90),
    value: (way) => way.cost_usd.p50,
  },
  { name: t("plan.co2e"), text: (way) => kilograms(way.co2e_kg), value: (way) => way.co2e_kg },
  { name: t("plan.transfers"), text: (way) => String(way.transfers), value: (way) => way.transfers },
  { name: t("compare.weak"), text: (way) => percent(way.assumed_share.hours), value: (way) => way.assumed_share.hours },
  { name: t("compare.unit"), text: (way) => `${way.units} × ${t(`unitKind.${way.unit}` as "unitKind.40HC")}` },
  { name: t("compare.book"), text: (way) => longDay(way.book_by) },
  { name: t("compare.status"), text: (way) => word("status", way.status) },
];

export function Compare({ pair, onBack }: { pair: readonly [Itinerary, Itinerary]; onBack: () => void }) {
  const [one, other] = pair;
  return (
    <article class="compare">
      <button type="button" class="quiet back" onClick={onBack}>
        <Icon name="left" size={16} />
        {t("plan.back")}
      </button>
      <h2>{t("compare.title")}</h2>
      <table>
        <thead>
          <tr>
            <td />
            {pair.map((way) => (
              <th key={way.id} scope="col">
                {corridorName(way)}
                <span class="note">{way.labels.map(labelName).join(", ")}</span>
              </th>
            ))}
          </tr>
          <tr>
            <td />
            {pair.map((way) => (
              <td key={way.id}>
                <ModeStrip way={way} />
              </td>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows().map(({ name, text, value }) => {
            const best = value && value(one) !== value(other) ? Math.min(value(one), value(other)) : null;
            return (
              <tr key={name}>
                <th scope="row">{name}</th>
                {pair.map((way) => (
                  <td key={way.id} class={best !== null && value?.(way) === best ? "better" : ""}>
                    {text(way)}
                  </td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
    </article>
  );
}
