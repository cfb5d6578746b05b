// Entering a quote that was received for a way, and where it lies against the band.
import { useState } from "preact/hooks";
import { ApiError, sendJson } from "../../api/client.ts";
import { BandLine } from "../../charts/band.tsx";
import { place } from "../../charts/scale.ts";
import { Field } from "../../frame/field.tsx";
import { usd, usdRange } from "../../i18n/format.ts";
import { t } from "../../i18n/index.ts";
import { savePlan } from "./saved.tsx";
import type { Itinerary, Plan } from "./types.ts";

const CURRENCIES = ["USD", "EUR", "PLN", "KZT", "RUB", "CNY"] as const;

/** Where a total lies against the band of a way. */
export function verdictOf(total: number, way: Itinerary): "below" | "low" | "high" | "above" {
  const { p10, p50, p90 } = way.cost_usd;
  if (total < p10) return "below";
  if (total > p90) return "above";
  return total < p50 ? "low" : "high";
}

export function QuoteForm({ plan, way }: { plan: Plan; way: Itinerary }) {
  const [forwarder, setForwarder] = useState("");
  const [total, setTotal] = useState("");
  const [currency, setCurrency] = useState<string>("USD");
  const [per, setPer] = useState<"consignment" | "unit">("consignment");
  const [until, setUntil] = useState("");
  const [state, setState] = useState<"" | "busy" | "saved">("");
  const [wrong, setWrong] = useState<string | null>(null);
  const sum = Number(total.replace(/\s/g, "").replace(",", "."));
  const whole = currency === "USD" && sum > 0 ? sum * (per === "unit" ? way.units : 1) : null;
  const save = async (event: Event) => {
    event.preventDefault();
    if (!forwarder || !(sum > 0)) {
      setWrong(t("plan.lacking"));
      return;
    }
    setState("busy");
    setWrong(null);
    try {
      const record = await savePlan(plan, way.id);
      await sendJson("/quotes", {
        forwarder,
        received: new Date().toISOString().slice(0, 10),
        ...(until ? { valid_until: until } : {}),
        currency,
        total: sum,
        per,
        plan: record.id,
        itinerary: way.id,
      });
      setState("saved");
    } catch (error) {
      setWrong(error instanceof ApiError ? error.message : String(error));
      setState("");
    }
  };
  return (
    <details class="quote refused">
      <summary>{t("quote.title")}</summary>
      <form onSubmit={(event) => void save(event)}>
        <Field label={t("quote.forwarder")}>
          {(id) => <input id={id} value={forwarder} onInput={(event) => setForwarder(event.currentTarget.value)} />}
        </Field>
        <div class="options">
          <Field label={t("quote.total")}>
            {(id) => (
              <input
                id={id}
                inputMode="decimal"
                value={total}
                onInput={(event) => setTotal(event.currentTarget.value)}
              />
            )}
          </Field>
          <Field label={t("quote.currency")}>
            {(id) => (
              <select id={id} value={currency} onChange={(event) => setCurrency(event.currentTarget.value)}>
                {CURRENCIES.map((one) => (
                  <option key={one}>{one}</option>
                ))}
              </select>
            )}
          </Field>
          <Field label={t("quote.per")}>
            {(id) => (
              <select id={id} value={per} onChange={(event) => setPer(event.currentTarget.value as typeof per)}>
                <option value="consignment">{t("quote.per.consignment")}</option>
                <option value="unit">{t("quote.per.unit")}</option>
              </select>
            )}
          </Field>
          <Field label={t("quote.until")}>
            {(id) => (
              <input id={id} type="date" value={until} onInput={(event) => setUntil(event.currentTarget.value)} />
            )}
          </Field>
        </div>
        {whole !== null && <AgainstTheBand total={whole} way={way} />}
        {wrong && (
          <p class="wrong" role="alert">
            {wrong}
          </p>
        )}
        <button type="submit" class="main" disabled={state === "busy"}>
          {t(state === "saved" ? "saved.done" : "quote.save")}
        </button>
      </form>
    </details>
  );
}

function AgainstTheBand({ total, way }: { total: number; way: Itinerary }) {
  const { p10, p50, p90 } = way.cost_usd;
  const [low, high] = [Math.min(p10, total) * 0.9, Math.max(p90, total) * 1.05];
  const said = t(`quote.${verdictOf(total, way)}`, { total: usd(total, p90 - p10), range: usdRange(p10, p90) });
  return (
    <div class="against">
      <BandLine p10={p10} p50={p50} p90={p90} low={low} high={high} label={said} />
      <i class="quote-mark" style={{ left: `${place(total, low, high) * 100}%` }} />
      <p>{said}</p>
    </div>
  );
}
