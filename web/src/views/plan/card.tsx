// One itinerary as a card: what to compare, and one line of plain words.
import { BandLine } from "../../charts/band.tsx";
import { Icon } from "../../frame/icons.tsx";
import { day, dayRange, durationRange, kilograms, percent, usd, usdRange } from "../../i18n/format.ts";
import { t, word } from "../../i18n/index.ts";
import { ModeStrip } from "./strip.tsx";
import type { Itinerary } from "./types.ts";
import { corridorName, labelName, tellingLine } from "./words.ts";

export interface Axis {
  low: number;
  high: number;
  ticks: readonly number[];
  /** The deadline that was given. */
  limit?: number | null;
}

interface Props {
  way: Itinerary;
  axis: Axis;
  chosen: boolean;
  lit: boolean;
  compared: boolean;
  /** What a closure did to it, in words. */
  moved?: string | undefined;
  onChoose: () => void;
  onOpen: () => void;
  onLight: (on: boolean) => void;
  onCompare: (on: boolean) => void;
}

export function arrivalText(way: Itinerary): string {
  return t("plan.arrivalBand", { range: dayRange(way.arrival.p10, way.arrival.p90), middle: day(way.arrival.p50) });
}

export function ItineraryCard({
  way,
  axis,
  chosen,
  lit,
  compared,
  moved,
  onChoose,
  onOpen,
  onLight,
  onCompare,
}: Props) {
  const [p10, p50, p90] = [way.arrival.p10, way.arrival.p50, way.arrival.p90].map(Date.parse) as [
    number,
    number,
    number,
  ];
  const name = corridorName(way);
  const cost = way.cost_usd;
  return (
    <li
      class={`card ${chosen ? "chosen" : ""} ${lit ? "lit" : ""}`}
      data-way={way.id}
      onPointerEnter={() => onLight(true)}
      onPointerLeave={() => onLight(false)}
    >
      <div class="card-labels">
        {way.labels.map((label) => (
          <b key={label}>{labelName(label)}</b>
        ))}
        {way.status !== "regular" && <span>{word("status", way.status)}</span>}
        <span>{way.transfers === 0 ? t("plan.direct") : t("plan.transferCount", { n: way.transfers })}</span>
        {moved && <span class="moved">{moved}</span>}
      </div>
      <h3>
        <button
          type="button"
          class="card-choose"
          aria-pressed={chosen}
          onClick={onChoose}
          onFocus={() => onLight(true)}
          onBlur={() => onLight(false)}
        >
          {name}
        </button>
      </h3>
      <ModeStrip way={way} />
      <BandLine {...axis} p10={p10} p50={p50} p90={p90} label={arrivalText(way)} />
      <p class="card-arrival">{arrivalText(way)}</p>
      <dl class="card-figures">
        <div>
          <dt>{t("plan.cost")}</dt>
          <dd title={t("plan.middle", { value: usd(cost.p50, cost.p90 - cost.p10) })}>
            {usdRange(cost.p10, cost.p90)}
          </dd>
        </div>
        <div>
          <dt>{t("plan.co2e")}</dt>
          <dd>{kilograms(way.co2e_kg)}</dd>
        </div>
        {axis.limit != null && way.on_time_share !== null && (
          <div>
            <dt>{t("plan.onTime")}</dt>
            <dd>{percent(way.on_time_share)}</dd>
          </div>
        )}
        <div>
          <dt>{t("plan.time")}</dt>
          <dd>{durationRange(way.duration_h.p10, way.duration_h.p90)}</dd>
        </div>
      </dl>
      <p class="note">{tellingLine(way)}</p>
      <div class="card-foot">
        <button type="button" class="quiet open" onClick={onOpen} aria-label={`${t("plan.open")}: ${name}`}>
          {t("plan.open")}
          <Icon name="right" size={16} />
        </button>
        <label class="check">
          <input type="checkbox" checked={compared} onChange={(event) => onCompare(event.currentTarget.checked)} />
          {t("plan.compare")}
          <span class="only-read">{name}</span>
        </label>
      </div>
    </li>
  );
}
