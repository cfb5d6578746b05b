// One itinerary in full: its bands, its legs, what the price holds and lacks, and its papers.
import { BandAxis, BandLine } from "../../charts/band.tsx";
import { dayTicks, numberTicks } from "../../charts/scale.ts";
import { Sources } from "../../charts/sources.tsx";
import { Icon } from "../../frame/icons.tsx";
import { kilograms, longDay, number, percent, shortDay, usd, usdRange } from "../../i18n/format.ts";
import { t, word } from "../../i18n/index.ts";
import { arrivalText } from "./card.tsx";
import { ColdChain, Conditions } from "./conditions.tsx";
import { sentence } from "./refused.tsx";
import { ModeStrip } from "./strip.tsx";
import { Timeline } from "./timeline.tsx";
import type { Itinerary } from "./types.ts";
import { WhyThisWay } from "./why.tsx";
import { corridorName, labelName, tellingLine } from "./words.ts";

interface Props {
  way: Itinerary;
  ways: readonly Itinerary[];
  leg: number | null;
  onBack: () => void;
  onClose: (id: string) => void;
}

export function ItineraryDetail({ way, ways, leg, onBack, onClose }: Props) {
  const { p10, p50, p90 } = way.cost_usd;
  const [from, to] = [Date.parse(way.arrival.p10), Date.parse(way.arrival.p90)];
  const margin = Math.max((to - from) * 0.1, 43_200_000);
  const dates = dayTicks(from - margin, to + margin, 4);
  const prices = numberTicks(p10 * 0.95, p90 * 1.05, 4);
  const weak = way.assumed_share;
  return (
    <article class="detail">
      <button type="button" class="quiet back" onClick={onBack}>
        <Icon name="left" size={16} />
        {t("plan.back")}
      </button>
      <header>
        <div class="card-labels">
          {way.labels.map((label) => (
            <b key={label}>{labelName(label)}</b>
          ))}
          <span>{word("status", way.status)}</span>
        </div>
        <h2>{corridorName(way)}</h2>
        <p>{tellingLine(way)}</p>
      </header>
      <ModeStrip way={way} />
      <div>
        <BandAxis ticks={dates} low={from - margin} high={to + margin} name={(tick) => shortDay(new Date(tick))} />
        <BandLine
          p10={from}
          p50={Date.parse(way.arrival.p50)}
          p90={to}
          low={from - margin}
          high={to + margin}
          ticks={dates}
          label={arrivalText(way)}
        />
        <p>{arrivalText(way)}</p>
      </div>
      <div>
        <BandAxis ticks={prices} low={p10 * 0.95} high={p90 * 1.05} name={(tick) => number(tick)} />
        <BandLine
          p10={p10}
          p50={p50}
          p90={p90}
          low={p10 * 0.95}
          high={p90 * 1.05}
          ticks={prices}
          label={usdRange(p10, p90)}
        />
        <p>{t("plan.costBand", { range: usdRange(p10, p90), middle: usd(p50, p90 - p10) })}</p>
      </div>
      <p class="note">
        {t("plan.ground", { hours: percent(weak.hours), cost: percent(weak.cost) })}{" "}
        {t("plan.bookBy", { day: longDay(way.book_by) })}
      </p>
      <WhyThisWay way={way} ways={ways} />
      <Timeline way={way} opened={leg} onClose={onClose} />
      <ColdChain way={way} />
      <Conditions way={way} />
      <MoneyOfTheWay way={way} />
      <PapersOfTheWay way={way} />
      <p class="note">{`${t("plan.co2e")} ${kilograms(way.co2e_kg)} · ${t("unit.km", { n: Math.round(way.distance_km) })}`}</p>
    </article>
  );
}

function MoneyOfTheWay({ way }: { way: Itinerary }) {
  const whole = way.price_lines.filter((line) => line.leg === null);
  return (
    <section>
      <h3>{t("money.title")}</h3>
      <dl class="facts wide">
        <div>
          <dt>{t("money.held")}</dt>
          <dd>{way.price_held.map((one) => word("price", one)).join(", ")}</dd>
        </div>
        <div>
          <dt>{t("money.missing")}</dt>
          <dd>{way.price_missing.map((one) => word("price", one)).join(", ")}</dd>
        </div>
      </dl>
      {whole.length > 0 && (
        <details class="refused">
          <summary>{t("money.lines", { n: whole.length })}</summary>
          <ul class="money">
            {whole.map((line) => (
              <li key={`${line.kind} ${line.what} ${line.scope}`}>
                <span lang="en">{line.what}</span>
                <span class="money-band">
                  {line.cost_usd ? usdRange(line.cost_usd.p10, line.cost_usd.p90) : t("leg.noPrice")}
                </span>
                <p class="note" lang="en">
                  {[line.scope, line.why].filter(Boolean).join(" · ")}
                </p>
                {line.sources.length > 0 && <Sources keys={line.sources} grade={line.grade} />}
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}

function PapersOfTheWay({ way }: { way: Itinerary }) {
  const { chain, borders, goods, note } = way.papers;
  return (
    <details class="refused">
      <summary>{t("papers.title")}</summary>
      <ul class="papers" lang="en">
        {chain.map((one) => (
          <li key={`${one.regime} ${one.from}`}>
            <b>{`${one.from} – ${one.to}`}</b>
            <p>{[one.regime, one.paper, one.issuer].filter(Boolean).join(" · ")}</p>
            <Sources keys={one.sources} grade={one.grade} />
          </li>
        ))}
        {borders.map((one) => (
          <li key={one.place}>
            <b>{`${one.place} (${one.from}–${one.to})`}</b>
            {one.documents.map((paper) => (
              <p key={paper.document}>{[paper.document, paper.issuer].filter(Boolean).join(" · ")}</p>
            ))}
          </li>
        ))}
        {goods.map((one) => (
          <li key={one.document}>{[one.document, one.issuer].filter(Boolean).join(" · ")}</li>
        ))}
      </ul>
      <p class="note" lang="en">
        {sentence(note)}
      </p>
    </details>
  );
}
