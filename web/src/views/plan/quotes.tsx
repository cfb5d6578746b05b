// Quotes for a way, each in the band of its plan like for like, with what it leaves out.
import { useState } from "preact/hooks";
import { getJson, sendJson, useAnswer } from "../../api/client.ts";
import { BandLine } from "../../charts/band.tsx";
import { place } from "../../charts/scale.ts";
import { Icon } from "../../frame/icons.tsx";
import { Failure, Wrong } from "../../frame/states.tsx";
import { longDay, money, number, usd, usdRange } from "../../i18n/format.ts";
import { t, word } from "../../i18n/index.ts";
import { type QuoteRecord, quotesFor } from "./kept.ts";
import { QuoteForm } from "./quote_form.tsx";
import type { Band, Itinerary, Plan } from "./types.ts";

type Where = "below" | "within" | "above";
interface Part {
  kind: string;
  mean_usd: number | null;
}

export interface Comparison {
  quoted_usd: number;
  like_for_like_usd: { low: number; high: number };
  band_usd: Band;
  position: { low: { where: Where }; high: { where: Where } };
  left_out: Part[];
  not_said: Part[];
  beyond: { kind: string; what: string; usd: number | null }[];
  unplaced: string[];
  transit: { days: { low: number; high: number }; band_days: Band } | null;
  validity: { valid_until: string; book_by: string; in_time: boolean } | null;
}

interface Compared {
  quote: QuoteRecord;
  comparison: Comparison;
}

/** The cheapest like for like first, where what is not said counts as left out. */
async function compared(plan: Plan, itinerary: string, signal: AbortSignal): Promise<Compared[]> {
  const quotes = await quotesFor(plan, itinerary, signal);
  const found = await Promise.all(
    quotes.map(async (quote) => ({
      quote,
      comparison: await getJson<Comparison>(`/quotes/${quote.id}/comparison`, {}, signal),
    })),
  );
  return found.sort((one, other) => one.comparison.like_for_like_usd.high - other.comparison.like_for_like_usd.high);
}

export function Quotes({ plan, way }: { plan: Plan; way: Itinerary }) {
  const { data, error, again } = useAnswer(`quotes ${way.id} ${JSON.stringify(plan.query)}`, (signal) =>
    compared(plan, way.id, signal),
  );
  const ends = (data ?? []).flatMap(({ comparison: { band_usd, like_for_like_usd, quoted_usd } }) => [
    band_usd.p10,
    band_usd.p90,
    like_for_like_usd.low,
    like_for_like_usd.high,
    quoted_usd,
  ]);
  const [low, high] = [Math.min(...ends) * 0.92, Math.max(...ends) * 1.05];
  return (
    <section class="quotes">
      <h3>{t("quote.all")}</h3>
      {error ? <Failure error={error} onAgain={again} /> : null}
      {data?.length === 0 && <p class="note">{t("quote.none")}</p>}
      {data && data.length > 0 && (
        <>
          <p class="note">{t("quote.axis")}</p>
          <ul>
            {data.map(({ quote, comparison }) => (
              <QuoteCard key={quote.id} quote={quote} found={comparison} low={low} high={high} onGone={again} />
            ))}
          </ul>
        </>
      )}
      <QuoteForm plan={plan} way={way} onKept={again} />
    </section>
  );
}

/** Where a quote lies, once what it does not say is reckoned as in and as out. */
export function verdictOf({ position: { low, high } }: Pick<Comparison, "position">): Where | "spans" {
  return low.where === high.where ? low.where : "spans";
}

const span = (low: number, high: number, width: number) => (low === high ? usd(low, width) : usdRange(low, high));

interface CardProps {
  quote: QuoteRecord;
  found: Comparison;
  low: number;
  high: number;
  onGone: () => void;
}

function QuoteCard({ quote, found, low, high, onGone }: CardProps) {
  const [wrong, setWrong] = useState<unknown>(null);
  const { like_for_like_usd: like, band_usd: band, transit, validity } = found;
  const width = band.p90 - band.p10;
  const said = t(`quote.${verdictOf(found)}`, {
    total: span(like.low, like.high, width),
    range: usdRange(band.p10, band.p90),
  });
  const [from, to] = [place(like.low, low, high), place(like.high, low, high)];
  const remove = async () => {
    setWrong(null);
    try {
      await sendJson(`/quotes/${quote.id}`, undefined, { method: "DELETE", version: quote.version });
      onGone();
    } catch (error) {
      setWrong(error);
    }
  };
  const per = quote.body.per as "unit";
  return (
    <li class="quote-card">
      <div class="quote-head">
        <b>{quote.body.forwarder}</b>
        <span>
          {money(quote.body.total, quote.body.currency)}
          {per === ("consignment" as string) ? "" : `, ${t(`quote.per.${per}`)}`}
        </span>
        <button
          type="button"
          class="quiet close-it"
          aria-label={t("quote.remove", { name: quote.body.forwarder })}
          title={t("quote.remove", { name: quote.body.forwarder })}
          onClick={() => void remove()}
        >
          <Icon name="close" size={16} />
        </button>
      </div>
      <div class="against">
        <BandLine {...band} low={low} high={high} label={said} />
        <i class="quote-mark" style={{ left: `${from * 100}%`, width: `max(3px, ${(to - from) * 100}%)` }} />
      </div>
      <p>{said}</p>
      <Parts name={t("quote.leftOut")} parts={found.left_out} />
      <Parts name={t("quote.notSaid")} parts={found.not_said} />
      {found.beyond.length > 0 && (
        <p class="note">
          <b>{t("quote.beyond")}</b>{" "}
          {found.beyond.map(({ kind, usd: sum }) => `${word("line", kind)}${sum ? ` (${usd(sum)})` : ""}`).join(", ")}
        </p>
      )}
      {transit && (
        <p class="note">
          {t("quote.transit", {
            days: `${number(transit.days.low)}–${number(transit.days.high)}`,
            range: `${number(transit.band_days.p10)}–${number(transit.band_days.p90)}`,
          })}
        </p>
      )}
      {validity && (
        <p class={validity.in_time ? "note" : "wrong"}>
          {t(validity.in_time ? "quote.inTime" : "quote.tooLate", {
            until: longDay(validity.valid_until),
            day: longDay(validity.book_by),
          })}
        </p>
      )}
      <Wrong error={wrong} />
    </li>
  );
}

function Parts({ name, parts }: { name: string; parts: readonly Part[] }) {
  if (parts.length === 0) return null;
  return (
    <p class="note">
      <b>{name}</b>{" "}
      {parts
        .map(({ kind, mean_usd }) => `${word("line", kind)} (${mean_usd === null ? t("leg.noPrice") : usd(mean_usd)})`)
        .join(", ")}
    </p>
  );
}
