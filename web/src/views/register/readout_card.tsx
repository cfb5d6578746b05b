// One proposed entry as a card: what it says, how sure the reading is, what was decided, and a form to change it.
import { useId, useLayoutEffect, useRef, useState } from "preact/hooks";
import { getJson, useAnswer } from "../../api/client.ts";
import { DateField } from "../../frame/date_field.tsx";
import { Field } from "../../frame/field.tsx";
import { Icon } from "../../frame/icons.tsx";
import { country, longDay } from "../../i18n/format.ts";
import { t, word } from "../../i18n/index.ts";
import { addressAfter } from "../../url.ts";
import { Problem } from "./readout_kept.tsx";
import { type Days, type Decision, type Fault, read, sureness, TOPICS, type Values, VERBS } from "./readout_model.ts";
import { titleOf } from "./titles.ts";
import type { Shown } from "./types.ts";

/** Days as a reader writes them. */
export function saidDays(days: Days): string | null {
  if (days === null) return null;
  return typeof days === "string" ? longDay(days) : `${longDay(days.from)} – ${longDay(days.to)}`;
}

/** Date, parties, fields, verb and session of an entry, as far as it has them. */
export function factsOf(entry: Values & { session?: unknown; place?: unknown }): string[] {
  const { date, parties, fields, verb, session, place } = entry;
  return [
    saidDays(date),
    typeof place === "string" ? word("town", place) : null,
    parties.map(country).join(", "),
    fields.map((field) => word("topic", field)).join(", "),
    verb && word("verb", verb),
    typeof session === "number" ? t("readout.session", { n: session }) : null,
  ].filter((one): one is string => Boolean(one));
}

interface Props {
  of: Decision;
  at: number;
  chosen: boolean;
  lit: boolean;
  editing: boolean;
  onFocus: () => void;
  onLight: (at: number | null) => void;
  onAccept: () => void;
  onReject: () => void;
  onOpen: () => void;
  onAgain: () => void;
  /** Begin (null values) or end an edit. */
  onEdit: (values: Values | null) => void;
  onEditing: (on: boolean) => void;
}

export function ReadoutCard(props: Props) {
  const { of, at, chosen, lit, editing, onFocus, onLight } = props;
  const { item, values, state } = of;
  const title = useId();
  const box = useRef<HTMLElement>(null);
  const rows: [string, string | null][] = [
    [t("about.date"), saidDays(values.date)],
    [t("about.place"), item.place && word("town", item.place)],
    [t("readout.parties"), values.parties.map(country).join(", ")],
    [t("readout.fields"), values.fields.map((field) => word("topic", field)).join(", ")],
    [t("readout.verb"), values.verb && word("verb", values.verb)],
    [t("readout.sessionLabel"), item.session === null ? null : String(item.session)],
    [t("readout.period"), saidDays(item.period)],
  ];
  return (
    <li onPointerEnter={() => onLight(at)} onPointerLeave={() => onLight(null)}>
      <article
        ref={box}
        class={`drafted ${item.kind} ${state}${lit ? " lit" : ""}`}
        data-card={at}
        aria-labelledby={title}
        aria-current={chosen}
        aria-busy={of.busy}
        tabIndex={chosen ? 0 : -1}
        onFocusCapture={onFocus}
      >
        <p class="drafted-head">
          <span class={`mark-number ${item.kind}`}>{at + 1}</span>
          <span class={`mark ${item.kind}`}>{word("entry", item.kind)}</span>
          <span class="note">{word("sure", sureness(item.confidence))}</span>
          {state !== "open" && (
            <b class="decided">
              <Icon name={state === "accepted" ? "check" : "close"} size={16} />
              {word("decided", state)}
            </b>
          )}
        </p>
        <h3 id={title} class={editing ? "only-read" : undefined}>
          {values.title}
        </h3>
        {editing ? (
          <EditForm values={values} onDone={props.onEdit} onLeave={() => props.onEditing(false)} />
        ) : (
          <>
            <dl>
              {rows.map(
                ([name, value]) =>
                  value && (
                    <div key={name}>
                      <dt>{name}</dt>
                      <dd>{value}</dd>
                    </div>
                  ),
              )}
            </dl>
            {of.edited && <p class="note">{t("readout.edited")}</p>}
            {[...(of.edited ? [] : item.problems), ...item.disagrees].map((line) => (
              <p key={line} class="wrong" lang="en">
                {line}
              </p>
            ))}
            {item.links.length > 0 && <Known links={item.links} />}
            <Buttons {...props} />
          </>
        )}
        {of.error ? <Problem error={of.error} onAgain={props.onAgain} /> : null}
      </article>
    </li>
  );
}

function Known({ links }: { links: readonly string[] }) {
  return (
    <p class="note known">
      {t("readout.known")}{" "}
      {links.map((id, index) => (
        <span key={id}>
          {index > 0 && ", "}
          <KnownEntry id={id} />
        </span>
      ))}
    </p>
  );
}

function KnownEntry({ id }: { id: string }) {
  const { data } = useAnswer<Shown>(`entry ${id}`, (signal) =>
    getJson(`/register/entries/${encodeURIComponent(id)}`, {}, signal),
  );
  const named = data ? titleOf(data.entry) : null;
  return (
    <a href={addressAfter({ part: null, entry: id })} target="_blank" rel="noreferrer" lang={named?.lang}>
      {named?.title ?? id}
    </a>
  );
}

function Buttons({ of, at, onAccept, onReject, onOpen, onEditing }: Props) {
  const about = <span class="only-read">{` ${at + 1}`}</span>;
  return (
    <div class="buttons">
      {of.state === "open" ? (
        <>
          <button type="button" disabled={of.busy} aria-keyshortcuts="A" onClick={onAccept}>
            {t("readout.accept")}
            {about}
          </button>
          <button type="button" class="quiet" aria-keyshortcuts="E" onClick={() => onEditing(true)}>
            {t("readout.edit")}
            {about}
          </button>
          <button type="button" class="quiet" disabled={of.busy} aria-keyshortcuts="X" onClick={onReject}>
            {t("readout.reject")}
            {about}
          </button>
        </>
      ) : (
        <>
          <button type="button" class="quiet" disabled={of.busy} onClick={onOpen}>
            {t("readout.takeBack")}
            {about}
          </button>
          {of.state === "accepted" && (
            <button type="button" class="quiet" aria-keyshortcuts="E" onClick={() => onEditing(true)}>
              {t("readout.edit")}
              {about}
            </button>
          )}
        </>
      )}
    </div>
  );
}

interface EditProps {
  values: Values;
  onDone: (values: Values) => void;
  onLeave: () => void;
}

function EditForm({ values, onDone, onLeave }: EditProps) {
  const { date } = values;
  const [form, setForm] = useState({
    title: values.title,
    from: typeof date === "string" ? date : (date?.from ?? ""),
    to: typeof date === "string" ? "" : (date?.to ?? ""),
    parties: values.parties.join(", "),
    fields: values.fields,
    verb: values.verb ?? "",
  });
  const [faults, setFaults] = useState<Fault[]>([]);
  const first = useRef<HTMLTextAreaElement>(null);
  useLayoutEffect(() => first.current?.focus(), []); // before the next key can reach the card
  const change = (more: Partial<typeof form>) => setForm({ ...form, ...more });
  const bad = (fault: Fault) => faults.includes(fault) || undefined;
  return (
    <form
      class="readout-edit"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        const { faults: found, values: changed } = read(form);
        setFaults(found);
        if (found.length === 0) onDone(changed);
      }}
    >
      <Field label={t("readout.titleLabel")}>
        {(id) => (
          <textarea
            id={id}
            ref={first}
            rows={3}
            maxLength={200}
            value={form.title}
            aria-invalid={bad("title")}
            onInput={(event) => change({ title: event.currentTarget.value })}
          />
        )}
      </Field>
      {(["from", "to"] as const).map((end) => (
        <DateField key={end} label={t(`readout.${end}`)} value={form[end]} onChange={(day) => change({ [end]: day })} />
      ))}
      <div class="readout-two">
        <Field label={t("readout.partiesCodes")}>
          {(id) => (
            <input
              id={id}
              value={form.parties}
              aria-invalid={bad("parties")}
              onInput={(event) => change({ parties: event.currentTarget.value })}
            />
          )}
        </Field>
        <Field label={t("readout.verb")}>
          {(id) => (
            <select id={id} value={form.verb} onChange={(event) => change({ verb: event.currentTarget.value })}>
              <option value="">{t("readout.noVerb")}</option>
              {VERBS.map((verb) => (
                <option key={verb} value={verb}>
                  {word("verb", verb)}
                </option>
              ))}
            </select>
          )}
        </Field>
      </div>
      <fieldset>
        <legend>{t("readout.fields")}</legend>
        <div class="readout-topics">
          {TOPICS.map((topic) => (
            <label key={topic} class="check">
              <input
                type="checkbox"
                checked={form.fields.includes(topic)}
                onChange={({ currentTarget: { checked } }) =>
                  change({ fields: TOPICS.filter((one) => (one === topic ? checked : form.fields.includes(one))) })
                }
              />
              {word("topic", topic)}
            </label>
          ))}
        </div>
      </fieldset>
      {faults.length > 0 && (
        <p class="wrong" role="alert">
          {faults.map((fault) => t(`readout.wrong.${fault}`)).join(" ")}
        </p>
      )}
      <div class="buttons">
        <button type="submit" class="main">
          {t("readout.save")}
        </button>
        <button type="button" class="quiet" aria-keyshortcuts="Escape" onClick={onLeave}>
          {t("readout.leave")}
        </button>
      </div>
    </form>
  );
}
