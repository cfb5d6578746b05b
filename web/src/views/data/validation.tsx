// The model held against what was seen: each case a row with its band and a diamond for the journey or price.
import { useEffect, useRef } from "preact/hooks";
import { BandAxis, BandLine } from "../../charts/band.tsx";
import { apart, numberTicks, place } from "../../charts/scale.ts";
import { Sources } from "../../charts/sources.tsx";
import { monthOfYear, number, percent } from "../../i18n/format.ts";
import { t, word } from "../../i18n/index.ts";
import type { Theme } from "../../map/colours.ts";
import { useMapContent } from "../../map/use.ts";
import { go } from "../../url.ts";
import { useCaseContent } from "./case_map.ts";
import { axisOf, byOf, groupsOf } from "./cases.ts";
import { journeyOf, useNames } from "./names.ts";
import type { Case, Validation } from "./types.ts";

interface Props {
  validation: Validation;
  metric: "time" | "cost";
  all: boolean;
  /** Id of the case that is open. */
  opened: string | null;
  theme: Theme;
}

export function ValidationChart({ validation, metric, all, opened, theme }: Props) {
  const groups = groupsOf(validation.cases, metric, all);
  const { low, high } = axisOf(groups);
  const ticks = apart(numberTicks(low, high, 6, true), (tick) => place(tick, low, high, true), 0.24);
  const score = validation[metric];
  const shown = groups.flatMap(({ cases }) => cases);
  const names = useNames(shown);
  const open = shown.find(({ id }) => id === opened) ?? null;
  useMapContent(useCaseContent(open, names, theme));
  return (
    <section>
      <h2>{t("data.validation")}</h2>
      <p>{t(`data.score.${metric}`, { n: score.n, error: percent(score.mdape ?? 0) })}</p>
      {score.inside_share !== null && (
        <p>{t("data.inside", { share: percent(score.inside_share), aim: percent(0.8) })}</p>
      )}
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
              <CaseRow
                key={`${one.id} ${one.kind}`}
                of={one}
                names={names}
                opened={one.id === opened}
                low={low}
                high={high}
                ticks={ticks}
              />
            ))}
          </ul>
        </div>
      ))}
    </section>
  );
}

interface RowProps {
  of: Case;
  names: ReadonlyMap<string, string>;
  opened: boolean;
  low: number;
  high: number;
  ticks: readonly number[];
}

function CaseRow({ of, names, opened, low, high, ticks }: RowProps) {
  const row = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (opened) row.current?.scrollIntoView({ block: "nearest" }); // a link may open one far below
  }, [opened]);
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
  const by = byOf(of.modes);
  const journey = journeyOf(of, names);
  return (
    <li ref={row} class={`case ${of.scored ? "" : "unscored"}`}>
      <div class="case-name">
        <button
          type="button"
          class="row-open"
          aria-expanded={opened}
          onClick={() => go({ case: opened ? null : of.id }, { replace: true })}
        >
          {journey}
        </button>
        <p class="note">{[by && t(`data.by.${by}`), monthOfYear(of.depart, "short")].filter(Boolean).join(", ")}</p>
      </div>
      <BandLine
        p10={p10}
        p50={p50}
        p90={p90}
        low={low}
        high={high}
        ticks={ticks}
        seen={of.observed}
        label={`${journey}: ${said}`}
        log
      />
      {opened && (
        <div class="case-more">
          <p>{said}</p>
          <p class="note">
            {[of.via.length > 0 && t("data.via", { places: of.via.join(", ") }), of.unit, of.id]
              .filter(Boolean)
              .join(" · ")}
          </p>
          {[of.note, of.reason].filter(Boolean).map((text) => (
            <p class="note" lang="en" key={text}>
              {text}
            </p>
          ))}
          <Sources keys={of.source} />
        </div>
      )}
    </li>
  );
}
