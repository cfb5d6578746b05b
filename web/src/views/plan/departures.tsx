// When to leave: the ways of each of thirty days, days that are alike in one row.
import { useState } from "preact/hooks";
import { useJob } from "../../api/job.ts";
import { BandAxis, BandLine } from "../../charts/band.tsx";
import { numberTicks } from "../../charts/scale.ts";
import { Field } from "../../frame/field.tsx";
import { Icon } from "../../frame/icons.tsx";
import { Failure } from "../../frame/states.tsx";
import { day, dayRange, durationRange, number, usdRange } from "../../i18n/format.ts";
import { t } from "../../i18n/index.ts";
import { go } from "../../url.ts";
import type { Band, Query } from "./types.ts";
import { labelName } from "./words.ts";

export interface Offer {
  labels: string[];
  corridor: string;
  corridor_name: string;
  duration_h: Band;
  cost_usd: Band;
}

export interface ReadyDay {
  day: string;
  offers: Offer[];
  changes: { kind: string; text: string }[];
}

interface Departures {
  days: ReadyDay[];
  best: Record<string, string>;
}

export interface Run {
  from: string;
  to: string;
  offer: Offer | null;
  changes: string[];
}

const DAYS = 30;

/** Days one after another with the same offer of a label, as far as a reader is told of it, as one run. */
export function runsOf(days: readonly ReadyDay[], label: string): Run[] {
  const runs: Run[] = [];
  let last = "";
  for (const { day: when, offers, changes } of days) {
    const offer = offers.find((one) => one.labels.includes(label)) ?? null;
    const key = offer ? `${offer.corridor} ${told(offer)}` : "none";
    const run = runs.at(-1);
    const news = changes.filter(({ kind }) => kind === "closure" || kind === "holiday").map(({ text }) => text);
    if (run && key === last) {
      run.to = when;
      run.changes.push(...news);
    } else runs.push({ from: when, to: when, offer, changes: news });
    last = key;
  }
  return runs;
}

function told({ duration_h: hours, cost_usd: cost }: Offer): string {
  return `${durationRange(hours.p10, hours.p90)} · ${usdRange(cost.p10, cost.p90)}`;
}

export function BestDeparture({ query, onBack }: { query: Query; onBack: () => void }) {
  const key = `departures ${JSON.stringify(query)}`;
  const { data, error, going, cancelled, cancel, again } = useJob<Departures>(key, {
    kind: "departures",
    request: { query, days: DAYS },
    plain: "/plan/departures",
  });
  const [label, setLabel] = useState("balanced");
  return (
    <article class="departures">
      <button type="button" class="quiet back" onClick={onBack}>
        <Icon name="left" size={16} />
        {t("plan.back")}
      </button>
      <h2>{t("days.title", { n: DAYS })}</h2>
      {error ? <Failure error={error} onAgain={again} /> : null}
      {going && <Progress fraction={going.fraction} onCancel={cancel} />}
      {cancelled && (
        <section class="empty" role="status">
          <p>{t("days.cancelled")}</p>
          <button type="button" onClick={again}>
            {t("days.again")}
          </button>
        </section>
      )}
      {data && (
        <>
          <Field label={t("days.label")}>
            {(id) => (
              <select id={id} value={label} onChange={(event) => setLabel(event.currentTarget.value)}>
                {Object.keys(data.best).map((one) => (
                  <option key={one} value={one}>
                    {labelName(one)}
                  </option>
                ))}
              </select>
            )}
          </Field>
          <Runs runs={runsOf(data.days, label)} best={data.best[label]} />
        </>
      )}
    </article>
  );
}

function Progress({ fraction, onCancel }: { fraction: number | null; onCancel: () => void }) {
  const done = Math.floor((fraction ?? 0) * DAYS);
  const [wished, setWished] = useState(false);
  return (
    <section class="work" aria-label={t("days.working")}>
      <p role="status">{t(wished ? "days.cancelling" : "days.working")}</p>
      <progress max={1} value={fraction ?? undefined} aria-label={t("days.working")} />
      <div class="work-foot">
        <span class="note">{fraction === null ? t("days.begins") : t("days.progress", { done, n: DAYS })}</span>
        <button
          type="button"
          disabled={wished}
          onClick={() => {
            setWished(true);
            onCancel();
          }}
        >
          {t("days.cancel")}
        </button>
      </div>
    </section>
  );
}

function Runs({ runs, best }: { runs: readonly Run[]; best: string | undefined }) {
  const bands = runs.flatMap(({ offer }) => (offer ? [offer.duration_h.p10 / 24, offer.duration_h.p90 / 24] : []));
  const [low, high] = [Math.min(...bands) * 0.95, Math.max(...bands) * 1.02];
  const ticks = numberTicks(low, high, 5);
  return (
    <>
      {runs.length === 1 && <p>{t("days.alike")}</p>}
      <div>
        <p class="note">{t("days.axis")}</p>
        <BandAxis ticks={ticks} low={low} high={high} name={(tick) => number(tick)} />
      </div>
      <ol class="runs">
        {runs.map(({ from, to, offer, changes }) => (
          <li key={from}>
            <div class="run-head">
              <b>{from === to ? day(from) : dayRange(from, to)}</b>
              {best && from <= best && best <= to && <span class="moved">{t("days.best")}</span>}
              <button type="button" class="quiet open" onClick={() => go({ depart: from, show: null, way: null })}>
                {t("days.take", { day: day(from) })}
                <Icon name="right" size={16} />
              </button>
            </div>
            {changes.length > 0 && (
              <ul class="notes" lang="en">
                {[...new Set(changes)].map((one) => (
                  <li key={one}>{one}</li>
                ))}
              </ul>
            )}
            {offer ? (
              <>
                <BandLine
                  p10={offer.duration_h.p10 / 24}
                  p50={offer.duration_h.p50 / 24}
                  p90={offer.duration_h.p90 / 24}
                  low={low}
                  high={high}
                  ticks={ticks}
                  label={durationRange(offer.duration_h.p10, offer.duration_h.p90)}
                />
                <p class="note">{told(offer)}</p>
              </>
            ) : (
              <p class="note">{t("days.none")}</p>
            )}
          </li>
        ))}
      </ol>
    </>
  );
}
