// Entering a quote that was received for a way: its sum, and what it says is in it and what is not.
import { useState } from "preact/hooks";
import { sendJson } from "../../api/client.ts";
import { DateField } from "../../frame/date_field.tsx";
import { Field } from "../../frame/field.tsx";
import { Wrong } from "../../frame/states.tsx";
import { t } from "../../i18n/index.ts";
import { savePlan } from "./kept.ts";
import { positive } from "./query.ts";
import type { Itinerary, Plan } from "./types.ts";

const CURRENCIES = ["USD", "EUR", "PLN", "KZT", "RUB", "CNY", "GBP", "TRY"] as const;
/** The data have a rate for these; for another the reader gives it. */
const RATED: readonly string[] = ["USD", "EUR"];
const PERS = ["consignment", "unit", "tonne"] as const;
const KINDS = [
  "origin",
  "main_run",
  "destination",
  "surcharges",
  "equipment",
  "storage",
  "demurrage",
  "detention",
  "guarantee",
  "insurance",
  "margin",
  "customs",
] as const;

interface Entered {
  forwarder: string;
  total: string;
  currency: string;
  rate: string;
  per: (typeof PERS)[number];
  until: string;
  days: [string, string];
  /** Kinds of price lines that it says are in it, or not; others it does not name. */
  holds: Partial<Record<string, "in" | "out">>;
}

const NOTHING: Entered = {
  forwarder: "",
  total: "",
  currency: "USD",
  rate: "",
  per: "consignment",
  until: "",
  days: ["", ""],
  holds: {},
};

/** What is entered as a record takes it; null while something lacks. */
export function bodyOf(entered: Entered, today: string): Record<string, unknown> | null {
  const total = positive(entered.total);
  const rate = positive(entered.rate);
  const rated = RATED.includes(entered.currency);
  if (!entered.forwarder.trim() || total === undefined || (!rated && rate === undefined)) return null;
  const days = entered.days.map(positive).filter((one) => one !== undefined);
  return {
    forwarder: entered.forwarder.trim(),
    received: entered.until && entered.until < today ? entered.until : today,
    ...(entered.until ? { valid_until: entered.until } : {}),
    currency: entered.currency,
    ...(rated ? {} : { usd_rate: rate }),
    total,
    per: entered.per,
    ...(days.length > 0 ? { transit_days: [Math.min(...days), Math.max(...days)] } : {}),
    lines: KINDS.filter((kind) => entered.holds[kind]).map((kind) => ({
      what: kind.replace("_", " "),
      kind,
      included: entered.holds[kind] === "in",
    })),
  };
}

export function QuoteForm({ plan, way, onKept }: { plan: Plan; way: Itinerary; onKept: () => void }) {
  const [entered, setEntered] = useState(NOTHING);
  const [busy, setBusy] = useState(false);
  const [open, setOpen] = useState(false);
  const [lacking, setLacking] = useState(false);
  const [wrong, setWrong] = useState<unknown>(null);
  const change = (by: Partial<Entered>) => setEntered((before) => ({ ...before, ...by }));
  const due = new Set(way.price_lines.map(({ kind }) => kind));
  const save = async (event: Event) => {
    event.preventDefault();
    const body = bodyOf(entered, new Date().toISOString().slice(0, 10));
    setLacking(body === null);
    setWrong(null);
    if (body === null) return;
    setBusy(true);
    try {
      const kept = await savePlan(plan, way.id);
      await sendJson("/quotes", { ...body, plan: kept.id, itinerary: way.id });
      setEntered(NOTHING);
      setOpen(false);
      onKept();
    } catch (error) {
      setWrong(error);
    } finally {
      setBusy(false);
    }
  };
  const text = (key: "forwarder" | "total" | "rate", label: string) => (
    <Field label={label}>
      {(id) => (
        <input
          id={id}
          inputMode={key === "forwarder" ? "text" : "decimal"}
          value={entered[key]}
          onInput={(event) => change({ [key]: event.currentTarget.value })}
        />
      )}
    </Field>
  );
  return (
    <details class="quote refused" open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t("quote.title")}</summary>
      <form onSubmit={(event) => void save(event)}>
        {text("forwarder", t("quote.forwarder"))}
        <div class="options">
          {text("total", t("quote.total"))}
          <Field label={t("quote.currency")}>
            {(id) => (
              <select
                id={id}
                value={entered.currency}
                onChange={(event) => change({ currency: event.currentTarget.value })}
              >
                {CURRENCIES.map((one) => (
                  <option key={one}>{one}</option>
                ))}
              </select>
            )}
          </Field>
          {!RATED.includes(entered.currency) && text("rate", t("quote.rate", { currency: entered.currency }))}
          <Field label={t("quote.per")}>
            {(id) => (
              <select
                id={id}
                value={entered.per}
                onChange={(event) => change({ per: event.currentTarget.value as Entered["per"] })}
              >
                {PERS.map((one) => (
                  <option key={one} value={one}>
                    {t(`quote.per.${one}`)}
                  </option>
                ))}
              </select>
            )}
          </Field>
          <DateField label={t("quote.until")} value={entered.until} onChange={(until) => change({ until })} />
          {([0, 1] as const).map((end) => (
            <Field key={end} label={t(end === 0 ? "quote.daysFrom" : "quote.daysTo")}>
              {(id) => (
                <input
                  id={id}
                  inputMode="decimal"
                  value={entered.days[end]}
                  onInput={(event) => {
                    const days: [string, string] = [...entered.days];
                    days[end] = event.currentTarget.value;
                    change({ days });
                  }}
                />
              )}
            </Field>
          ))}
        </div>
        <fieldset class="holds">
          <legend>{t("quote.holds")}</legend>
          {KINDS.filter((kind) => due.has(kind)).map((kind) => (
            <Field key={kind} label={t(`line.${kind}`)}>
              {(id) => (
                <select
                  id={id}
                  value={entered.holds[kind] ?? ""}
                  onChange={(event) => {
                    const said = event.currentTarget.value as "in" | "out" | "";
                    change({ holds: { ...entered.holds, [kind]: said || undefined } });
                  }}
                >
                  <option value="">{t("quote.unsaid")}</option>
                  <option value="in">{t("quote.in")}</option>
                  <option value="out">{t("quote.out")}</option>
                </select>
              )}
            </Field>
          ))}
        </fieldset>
        {lacking && (
          <p class="wrong" role="alert">
            {t("quote.lacking")}
          </p>
        )}
        <Wrong error={wrong} />
        <button type="submit" class="main" disabled={busy}>
          {t("quote.save")}
        </button>
      </form>
    </details>
  );
}
