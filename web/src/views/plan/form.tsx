// The question: two places, a day, what is shipped; the rest folded away.
import { useState } from "preact/hooks";
import type { ApiError } from "../../api/client.ts";
import { DateField } from "../../frame/date_field.tsx";
import { Icon } from "../../frame/icons.tsx";
import { t } from "../../i18n/index.ts";
import { KeptPlans } from "./kept_plans.tsx";
import { Options } from "./options.tsx";
import { PlaceField } from "./place_field.tsx";
import { type AskedKey, type Draft, EXAMPLES, fieldOf, inAWeek } from "./query.ts";
import { Tiles } from "./tiles.tsx";

interface Props {
  draft: Draft;
  names: { from?: string | undefined; to?: string | undefined };
  /** What the server found wrong with the question as it stands. */
  fault: ApiError | null;
  examples: boolean;
  onAsk: (draft: Draft) => void;
}

export function PlanForm({ draft: given, names: known, fault, examples, onAsk }: Props) {
  const [draft, setDraft] = useState<Draft>({ depart: inAWeek(new Date()), ...given });
  const [names, setNames] = useState(known);
  const [lacking, setLacking] = useState<AskedKey[]>([]);
  const change = (by: Draft) => setDraft((before) => ({ ...before, ...by }));
  const wrong = (key: AskedKey) => {
    if (lacking.includes(key) && !draft[key]) return t("plan.lacking");
    return fault && fieldOf(fault.field) === key && draft[key] === given[key] ? fault.message : undefined;
  };
  const folded = !Object.keys(given).some(
    (key) => !["from", "to", "depart", "cargo", "unit", "units", "payload"].includes(key),
  );
  const ask = (event: Event) => {
    event.preventDefault();
    const missing = (["from", "to", "depart"] as const).filter((key) => !draft[key]);
    setLacking(missing);
    if (missing.length === 0) onAsk(draft);
  };
  return (
    <form class="plan-form" onSubmit={ask} noValidate>
      <div class="places">
        <PlaceField
          label={t("plan.from")}
          value={draft.from ?? ""}
          name={names.from}
          wrong={wrong("from")}
          onChange={(from, name) => {
            change({ from });
            setNames((before) => ({ ...before, from: name }));
          }}
        />
        <PlaceField
          label={t("plan.to")}
          value={draft.to ?? ""}
          name={names.to}
          wrong={wrong("to")}
          onChange={(to, name) => {
            change({ to });
            setNames((before) => ({ ...before, to: name }));
          }}
        />
        <button
          type="button"
          class="swap quiet"
          title={t("plan.swap")}
          aria-label={t("plan.swap")}
          onClick={() => {
            setDraft({ ...draft, from: draft.to ?? "", to: draft.from ?? "" });
            setNames({ from: names.to, to: names.from });
          }}
        >
          <Icon name="swap" />
        </button>
      </div>
      <DateField
        label={t("plan.depart")}
        value={draft.depart ?? ""}
        min="2015-01-01"
        wrong={wrong("depart")}
        onChange={(depart) => change({ depart })}
      />
      <Tiles cargo={draft.cargo} onChange={(cargo) => change({ cargo, unit: "", payload: "" })} />
      <details open={!folded}>
        <summary>{t("plan.more")}</summary>
        <Options draft={draft} wrong={wrong} onChange={change} />
      </details>
      <button type="submit" class="main ask">
        {t("plan.ask")}
      </button>
      {examples && (
        <section class="examples" aria-label={t("plan.examples")}>
          <h2>{t("plan.examples")}</h2>
          {EXAMPLES.map(({ key, draft: example }) => (
            <button type="button" key={key} onClick={() => onAsk(example)}>
              <span>{t(`plan.example.${key}`)}</span>
              <Icon name="right" size={16} />
            </button>
          ))}
        </section>
      )}
      {examples && <KeptPlans />}
    </form>
  );
}
