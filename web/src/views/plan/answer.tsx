// The answer: chart, cards on one axis, what was refused; or one way in full, or two side by side.
import { useMemo, useRef, useState } from "preact/hooks";
import { BandAxis } from "../../charts/band.tsx";
import { dayTicks } from "../../charts/scale.ts";
import { longDay, shortDay } from "../../i18n/format.ts";
import { t } from "../../i18n/index.ts";
import type { Theme } from "../../map/colours.ts";
import { useMapContent, useMapListener } from "../../map/use.ts";
import { go, listOf } from "../../url.ts";
import { type Axis, ItineraryCard } from "./card.tsx";
import { Compare } from "./compare.tsx";
import { BestDeparture } from "./departures.tsx";
import { ItineraryDetail } from "./detail.tsx";
import { marked, planContent } from "./map_content.ts";
import { useMoves } from "./moves.ts";
import { ParetoChart } from "./pareto.tsx";
import { Quotes } from "./quotes.tsx";
import { NotChecked, RefusedWays } from "./refused.tsx";
import { AnswerTools, WayTools } from "./tools.tsx";
import type { Itinerary, Plan, Query } from "./types.ts";
import { Closed, movedText, useUndo } from "./what_if.tsx";
import { WhyNotBy } from "./why_not.tsx";
import { ranked, wayKey } from "./words.ts";

interface Props {
  query: Query;
  plan: Plan;
  /** Another answer is on its way. */
  stale: boolean;
  /** The same question before something was shut; null where nothing is. */
  before: Plan | null;
  lines: GeoJSON.FeatureCollection | null;
  asked: string;
  params: URLSearchParams;
  theme: Theme;
}

/** One axis for all cards, so that arrivals compare without reading. */
export function axisOf(ways: readonly Itinerary[], deadline: string | null): Axis {
  const [from, to] = [
    Math.min(...ways.map((way) => Date.parse(way.arrival.p10))),
    Math.max(...ways.map((way) => Date.parse(way.arrival.p90))),
  ];
  const margin = Math.max((to - from) * 0.05, 43_200_000);
  return {
    low: from - margin,
    high: to + margin,
    ticks: dayTicks(from - margin, to + margin, 5),
    limit: deadline ? Date.parse(deadline) : null,
  };
}

export function PlanAnswer({ query, plan, stale, before, lines, asked, params, theme }: Props) {
  const ways = useMemo(() => ranked(plan.itineraries), [plan]);
  const deadline = plan.query.deadline ?? null;
  const axis = useMemo(() => axisOf(ways, deadline), [ways, deadline]);
  const [lit, setLit] = useState<string | null>(null);
  const chosen = ways.find((way) => way.id === params.get("way")) ?? ways[0];
  const compared = listOf(params, "compare");
  const closed = listOf(params, "close");
  const leg = Number(params.get("leg")) || null;
  const close = (id: string) =>
    go({ close: [...new Set([...closed, id])], show: null, way: null, leg: null, compare: null });
  useUndo();
  const cards = useRef<HTMLOListElement>(null);
  useMoves(cards, ways);

  const comparing = params.get("show") === "compare" && compared.length === 2;
  const chosenId = (comparing ? compared[0] : chosen?.id) ?? "";
  const litId = comparing ? (compared[1] ?? null) : lit;
  const drawn = useMemo(() => (lines ? marked(lines) : null), [lines]);
  const content = useMemo(
    () => (drawn ? planContent(drawn, asked, { theme, chosen: chosenId, lit: litId, leg }) : null),
    [drawn, asked, theme, chosenId, litId, leg],
  );
  useMapContent(content);
  const [picked, setPicked] = useState<{ id: string; name: string } | null>(null);
  useMapListener(
    "plan",
    useMemo(
      () => ({
        layers: ["stops"],
        onClick: (feature) => setPicked({ id: String(feature.properties.id), name: String(feature.properties.name) }),
      }),
      [],
    ),
  );
  useMapListener(
    "plan",
    useMemo(
      () => ({
        layers: ["chosen", "chosen-ferry", "chosen-straight", "others", "others-straight"],
        onHover: (feature) => setLit(feature ? `i${feature.properties.itinerary}` : null),
        onClick: (feature) => go({ way: `i${feature.properties.itinerary}`, leg: null }, { replace: true }),
      }),
      [],
    ),
  );

  if (params.get("show") === "days") return <BestDeparture query={query} onBack={() => go({ show: null })} />;
  if (!chosen) {
    return (
      <section class="empty">
        <h2>{t("plan.none")}</h2>
        <p>{t(plan.refused.length ? "plan.noneWhy" : "plan.noneAtAll")}</p>
        <Closed closed={closed} before={before} after={plan} />
        <RefusedWays plan={plan} open />
      </section>
    );
  }
  const pair = compared.map((id) => ways.find((way) => way.id === id)).filter((way) => way !== undefined);
  if (params.get("show") === "compare" && pair[0] && pair[1]) {
    return <Compare pair={[pair[0], pair[1]]} onBack={() => go({ show: null })} />;
  }
  if (params.get("show") === "way") {
    return (
      <>
        <ItineraryDetail
          way={chosen}
          ways={ways}
          leg={leg}
          onBack={() => go({ show: null, leg: null })}
          onClose={close}
        />
        <WayTools query={plan.query} way={chosen} />
        <Quotes key={chosen.id} plan={plan} way={chosen} />
      </>
    );
  }
  const compare = (id: string, on: boolean) =>
    go({ compare: on ? [...compared, id].slice(-2) : compared.filter((one) => one !== id) }, { replace: true });
  return (
    <>
      <AnswerTools plan={plan} itinerary={chosen.id} />
      <Closed closed={closed} before={before} after={plan} />
      {picked && (
        <div class="picked" role="status">
          <b>{picked.name}</b>
          <button type="button" onClick={() => close(picked.id)}>
            {t("whatif.close")}
          </button>
          <button type="button" class="quiet" onClick={() => setPicked(null)}>
            {t("whatif.leave")}
          </button>
        </div>
      )}
      <ParetoChart
        ways={ways}
        chosen={chosen.id}
        lit={lit}
        onChoose={(way) => go({ way, leg: null }, { replace: true })}
        onLight={setLit}
      />
      <section class="cards-of" aria-label={t("plan.ways", { n: ways.length })}>
        <div class="cards-head">
          <span class="note">{t("plan.axis")}</span>
          <BandAxis ticks={axis.ticks} low={axis.low} high={axis.high} name={(tick) => shortDay(new Date(tick))} />
        </div>
        <ol class={`cards ${stale ? "stale" : ""}`} ref={cards} aria-busy={stale}>
          {ways.map((way) => (
            <ItineraryCard
              key={wayKey(way)}
              way={way}
              axis={axis}
              chosen={way.id === chosen.id}
              lit={way.id === lit}
              compared={compared.includes(way.id)}
              moved={before ? movedText(way, ways, before) : undefined}
              onChoose={() => go({ way: way.id, leg: null }, { replace: true })}
              onOpen={() => go({ way: way.id, show: "way", leg: null })}
              onLight={(on) => setLit(on ? way.id : null)}
              onCompare={(on) => compare(way.id, on)}
            />
          ))}
        </ol>
      </section>
      {pair.length === 2 && (
        <button type="button" class="main sticky" onClick={() => go({ show: "compare" })}>
          {t("compare.do")}
        </button>
      )}
      <RefusedWays plan={plan} open={false} />
      <NotChecked plan={plan} />
      <WhyNotBy key={asked} query={query} />
      <p class="note">{t("plan.estimate", { date: longDay(plan.network.date) })}</p>
    </>
  );
}
