// The model held against what was seen: each case a row with its band and a diamond for the journey or price.
import { BandAxis, BandLine } from "../../charts/band.tsx";
import { numberTicks } from "../../charts/scale.ts";
import { number, percent } from "../../i18n/format.ts";
import { t, word } from "../../i18n/index.ts";
import { go } from "../../url.ts";
import { axisOf, groupsOf } from "./cases.ts";
import type { Case, Validation } from "./types.ts";

interface Props {
  validation: Validation;
  metric: "time" | "cost";
  all: boolean;
}

export function ValidationChart({ validation, metric, all }: Props) {
  const groups = groupsOf(validation.cases, metric, all);
  const { low, high } = axisOf(groups);
  const ticks = numberTicks(low, high, 6, true);
  const score = validation[metric];
  return (
    <section>
      <h2>{t("data.validation")}</h2>
      <p>{t(`data.score.${metric}`, { n: score.n, error: percent(score.mdape ?? 0) })}</p>
      {score.inside_share !== null && <p>{t("data.inside", { share: percent(score.inside_share) })}</p>}
      <div class="kinds">
        {(["time", "cost"] as const).map((one) => (
          <label class="kind" key={one}>
            <input
              type="radio"
              name="metric"
              class="only-read"
              checked={metric === one}
              onChange={() => go({ metric: one === "time" ? null : one }, { replace: true })}
            />
            {t(`data.metric.${one}`)}
          </label>
        ))}
        <label class="check">
          <input
            type="checkbox"
            checked={all}
            onChange={(event) => go({ all: event.currentTarget.checked ? 1 : null }, { replace: true })}
          />
          {t("data.all")}
        </label>
      </div>
      <p class="note">{t(`data.key.${metric}`)}</p>
      <div class="case-axis">
        <BandAxis ticks={ticks} low={low} high={high} name={(tick) => number(tick)} log />
      </div>
      {groups.map(({ corridor, cases }) => (
        <div key={corridor} class="case-group">
          <h3>{word("corridor", corridor)}</h3>
          <ul>
            {cases.map((one) => (
              <CaseRow key={`${one.id} ${one.kind}`} of={one} low={low} high={high} ticks={ticks} />
            ))}
          </ul>
        </div>
      ))}
    </section>
  );
}

function CaseRow({ of, low, high, ticks }: { of: Case; low: number; high: number; ticks: readonly number[] }) {
  if (!of.model) return null;
  const { p10, p50, p90 } = of.model;
  const digits = of.metric === "time" ? 1 : 0;
  const said = t("data.case", {
    kind: word("kind", of.kind),
    seen: number(of.observed, digits),
    low: number(p10, digits),
    middle: number(p50, digits),
    high: number(p90, digits),
  });
  return (
    <li class={`case ${of.scored ? "" : "unscored"}`} title={said}>
      <span class="note">{of.id}</span>
      <BandLine
        p10={p10}
        p50={p50}
        p90={p90}
        low={low}
        high={high}
        ticks={ticks}
        seen={of.observed}
        label={`${of.id}: ${said}`}
        log
      />
    </li>
  );
}
