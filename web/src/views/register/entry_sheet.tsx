// One entry: what is known of it with its sources, its state, and what led to it and from it.
import { getJson, useAnswer } from "../../api/client.ts";
import { GradeMark } from "../../charts/sources.tsx";
import { Icon } from "../../frame/icons.tsx";
import { Failure, Skeleton } from "../../frame/states.tsx";
import { country } from "../../i18n/format.ts";
import { language, t, word } from "../../i18n/index.ts";
import { titleOf } from "./titles.ts";
import type { Claim, Entry, Opened, Shown, Trace, When } from "./types.ts";
import { whenSaid } from "./when.ts";

interface Props {
  id: string;
  trace: Trace | null;
  onChoose: (id: string) => void;
  onBack: () => void;
}

export function EntrySheet({ id, trace, onChoose, onBack }: Props) {
  const { data, error, waiting, slow, again } = useAnswer<Shown>(`entry ${id}`, (signal) =>
    getJson(`/register/entries/${encodeURIComponent(id)}`, {}, signal),
  );
  const polish = language() === "pl";
  return (
    <>
      <button type="button" class="quiet back" onClick={onBack}>
        <Icon name="left" size={16} />
        {t("register.back")}
      </button>
      {error ? <Failure error={error} onAgain={again} /> : null}
      {!data && waiting && <Skeleton rows={4} slow={slow} />}
      {data && (
        <>
          <header>
            <h2 lang={titleOf(data.entry).lang}>{titleOf(data.entry).title}</h2>
            <p class="note">
              {[
                word("entry", data.entry.kind),
                said(data.entry.date ?? data.entry.planned ?? data.entry.period),
                data.entry.place && word("town", data.entry.place),
                data.entry.parties?.map(country).join(", "),
                data.entry.fields?.map((field) => word("topic", field)).join(", "),
              ]
                .filter(Boolean)
                .join(" · ")}
            </p>
          </header>
          {data.standing && (
            <p>
              <i class={`state ${data.standing.state}`} /> <b>{word("state", data.standing.state)}</b>
              {data.standing.due && ` · ${t("register.dueBy", { when: whenSaid(data.standing.due.text) })}`}
            </p>
          )}
          <Told of={data.entry} sources={data.sources} />
          <Claims of={data.entry.claims} sources={data.sources} polish={polish} />
          <Chain title={t("register.before")} entries={trace?.before ?? []} onChoose={onChoose} />
          <Chain title={t("register.after")} entries={trace?.after ?? []} onChoose={onChoose} />
        </>
      )}
    </>
  );
}

const said = (when: When | null | undefined): string | null => (when ? whenSaid(when.text) : null);

/** What a claim says: a state, a time or a town in words, else as the register has it. */
function claimSaid({ about, value }: Claim): string {
  if (TIMES.has(about) && /^\d{4}/.test(value)) return whenSaid(value);
  return about === "place" ? word("town", value) : word("state", value);
}

const TIMES = new Set(["date", "planned", "in_force", "signature"]);

/** Who was there, what is to be noted, and on which sources the entry itself rests. */
function Told({ of, sources }: { of: Opened; sources: Shown["sources"] }) {
  const named = new Map(sources.map((one) => [one.key, one]));
  const people = of.present?.map(({ person }) => person).filter(Boolean) ?? [];
  return (
    <section>
      {people.length > 0 && <p>{t("register.present", { people: people.join(", ") })}</p>}
      {of.note && (
        <p class="note" lang="en">
          {of.note}
        </p>
      )}
      <Resting of={of} named={named} />
    </section>
  );
}

interface RestingProps {
  of: Pick<Claim, "grade" | "source">;
  named: ReadonlyMap<string, Shown["sources"][number]>;
}

function Resting({ of, named }: RestingProps) {
  return (
    <p class="note">
      <GradeMark grade={of.grade} />{" "}
      {of.source.map((key, index) => (
        <span key={key} lang="en">
          {index > 0 && "; "}
          {named.get(key)?.url ? (
            <a href={named.get(key)?.url ?? ""} target="_blank" rel="noreferrer">
              {named.get(key)?.title}
            </a>
          ) : (
            (named.get(key)?.title ?? key)
          )}
        </span>
      ))}
    </p>
  );
}

function Claims({ of, sources, polish }: { of: readonly Claim[]; sources: Shown["sources"]; polish: boolean }) {
  const named = new Map(sources.map((one) => [one.key, one]));
  return (
    <ul class="rows">
      {of.map((claim) => (
        <li key={`${claim.about} ${claim.value} ${claim.source.join()}`}>
          <span>{`${word("about", claim.about)}: ${claimSaid(claim)}`}</span>{" "}
          {claim.when && <span class="note">{whenSaid(claim.when.text)}</span>}
          {(claim.note || claim.note_pl) && (
            <p class="note" lang={polish && claim.note_pl ? "pl" : "en"}>
              {(polish && claim.note_pl) || claim.note}
            </p>
          )}
          <Resting of={claim} named={named} />
        </li>
      ))}
    </ul>
  );
}

function Chain({
  title,
  entries,
  onChoose,
}: {
  title: string;
  entries: readonly Entry[];
  onChoose: (id: string) => void;
}) {
  if (entries.length === 0) return null;
  return (
    <section>
      <h3>{title}</h3>
      <ul class="rows">
        {entries.map((one) => (
          <li key={one.id}>
            <button type="button" class="row-open" onClick={() => onChoose(one.id)}>
              <span lang={titleOf(one).lang}>{titleOf(one).title}</span>
            </button>
            <p class="note">{said(one.when)}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}
