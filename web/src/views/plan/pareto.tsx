// Time against cost: each way a dot with its two bands, as large as its CO2e, as full as it is reliable.
import { numberTicks, place } from "../../charts/scale.ts";
import { durationRange, kilograms, number, usd, usdRange } from "../../i18n/format.ts";
import { t } from "../../i18n/index.ts";
import type { Itinerary } from "./types.ts";
import { corridorName, looseness } from "./words.ts";

const WIDTH = 368;
const HEIGHT = 208;
const LEFT = 56;
const BOTTOM = 22;
const TOP = 22;
const RIGHT = 12;

interface Props {
  ways: readonly Itinerary[];
  chosen: string;
  lit: string | null;
  onChoose: (id: string) => void;
  onLight: (id: string | null) => void;
}

/** Three tones from a narrow band (full) to a wide one (hollow). */
export function fillOf(way: Itinerary): "full" | "half" | "hollow" {
  const loose = looseness(way);
  if (loose < 0.45) return "full";
  return loose < 0.75 ? "half" : "hollow";
}

export function ParetoChart({ ways, chosen, lit, onChoose, onLight }: Props) {
  const days = ways.flatMap((way) => [way.duration_h.p10 / 24, way.duration_h.p90 / 24]);
  const money = ways.flatMap((way) => [way.cost_usd.p10, way.cost_usd.p90]);
  const [left, right] = [Math.min(...days) * 0.92, Math.max(...days) * 1.04];
  const [low, high] = [Math.min(...money) * 0.9, Math.max(...money) * 1.1];
  const [log, logDays] = [high / low > 5, right / left > 5];
  const heaviest = Math.max(...ways.map((way) => way.co2e_kg));
  const x = (hours: number) => LEFT + place(hours / 24, left, right, logDays) * (WIDTH - LEFT - RIGHT);
  const y = (usd: number) => HEIGHT - BOTTOM - place(usd, low, high, log) * (HEIGHT - BOTTOM - TOP);
  const inFront = [...ways].sort((one, other) => rank(one.id) - rank(other.id));
  function rank(id: string): number {
    return id === lit ? 2 : id === chosen ? 1 : 0;
  }
  return (
    <figure class="pareto">
      <figcaption>{t("plan.pareto")}</figcaption>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset cannot stand in for an SVG */}
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        role="group"
        aria-label={t("plan.pareto")}
        onPointerLeave={() => onLight(null)}
      >
        {numberTicks(left, right, 6, logDays).map((tick) => (
          <g key={tick} class="pareto-tick">
            <line x1={x(tick * 24)} x2={x(tick * 24)} y1={TOP} y2={HEIGHT - BOTTOM} />
            <text x={x(tick * 24)} y={HEIGHT - BOTTOM + 14} text-anchor="middle">
              {number(tick)}
            </text>
          </g>
        ))}
        {numberTicks(low, high, 5, log).map((tick) => (
          <g key={tick} class="pareto-tick">
            <line x1={LEFT} x2={WIDTH - RIGHT} y1={y(tick)} y2={y(tick)} />
            <text x={LEFT - 6} y={y(tick) + 4} text-anchor="end">
              {number(tick)}
            </text>
          </g>
        ))}
        <text x={WIDTH - RIGHT} y={HEIGHT - BOTTOM - 6} text-anchor="end">
          {t("plan.paretoDays")}
        </text>
        <text x={0} y={12}>
          {t("plan.paretoUsd")}
        </text>
        {inFront.map((way) => (
          // biome-ignore lint/a11y/useSemanticElements: a button cannot stand in an SVG
          <g
            key={way.id}
            class={`pareto-way ${fillOf(way)} ${way.id === chosen ? "chosen" : ""} ${way.id === lit ? "lit" : ""}`}
            role="button"
            tabIndex={0}
            aria-pressed={way.id === chosen}
            aria-label={sayWay(way)}
            onClick={() => onChoose(way.id)}
            onKeyDown={(event) => {
              if (event.key !== "Enter" && event.key !== " ") return;
              event.preventDefault();
              onChoose(way.id);
            }}
            onPointerEnter={() => onLight(way.id)}
            onFocus={() => onLight(way.id)}
            onBlur={() => onLight(null)}
          >
            <line
              x1={x(way.duration_h.p10)}
              x2={x(way.duration_h.p90)}
              y1={y(way.cost_usd.p50)}
              y2={y(way.cost_usd.p50)}
            />
            <line
              x1={x(way.duration_h.p50)}
              x2={x(way.duration_h.p50)}
              y1={y(way.cost_usd.p10)}
              y2={y(way.cost_usd.p90)}
            />
            <circle cx={x(way.duration_h.p50)} cy={y(way.cost_usd.p50)} r={4 + 8 * Math.sqrt(way.co2e_kg / heaviest)} />
          </g>
        ))}
      </svg>
      <p class="note">{t("plan.paretoKey")}</p>
      <p class="pareto-lit" aria-live="polite">
        {sayWay(ways.find((way) => way.id === (lit ?? chosen)))}
      </p>
    </figure>
  );
}

function sayWay(way: Itinerary | undefined): string {
  if (!way) return "";
  const { p10, p90 } = way.cost_usd;
  const middle = usd(way.cost_usd.p50, p90 - p10);
  const values = { name: corridorName(way), days: durationRange(way.duration_h.p10, way.duration_h.p90) };
  return t("plan.paretoSay", { ...values, cost: usdRange(p10, p90), middle, co2e: kilograms(way.co2e_kg) });
}
