// The register of cooperation: the chain by field, what is due, any entry with what led to it, the brief.
import { useMemo, useState } from "preact/hooks";
import { getJson, useAnswer } from "../../api/client.ts";
import { Field } from "../../frame/field.tsx";
import { Icon } from "../../frame/icons.tsx";
import { Failure, Skeleton } from "../../frame/states.tsx";
import { longDay } from "../../i18n/format.ts";
import { t } from "../../i18n/index.ts";
import { go } from "../../url.ts";
import type { ViewProps } from "../index.ts";
import { BriefForm } from "./brief_form.tsx";
import { DueItems } from "./due.tsx";
import { EntrySheet } from "./entry_sheet.tsx";
import { ReadoutPart } from "./readout.tsx";
import { Lanes } from "./timeline.tsx";
import type { Due, Entry, Trace } from "./types.ts";
import "../network/network.css";
import "./register.css";

interface Timeline {
  collected: string;
  entries: Entry[];
}

export function RegisterView({ params }: ViewProps) {
  return params.get("part") === "readout" ? <ReadoutPart /> : <Chain params={params} />;
}

function Chain({ params }: Pick<ViewProps, "params">) {
  const { data, error, waiting, slow, again } = useAnswer<Timeline>("timeline", (signal) =>
    getJson("/register/timeline", {}, signal),
  );
  const due = useAnswer<Due>("due", (signal) => getJson("/register/due", {}, signal)).data;
  const chosen = params.get("entry");
  const trace = useAnswer<Trace>(chosen && `trace ${chosen}`, (signal) =>
    getJson(`/register/entries/${encodeURIComponent(chosen ?? "")}/trace`, {}, signal),
  ).data;
  const linked = useMemo(
    () => new Set([...(trace?.before ?? []), ...(trace?.after ?? [])].map(({ id }) => id)),
    [trace],
  );
  const choose = (entry: string) => go({ entry });
  const [words, setWords] = useState("");
  const body = data
    ? mostOften(data.entries.flatMap((entry) => (entry.session === null ? [] : (entry.body ?? []))))
    : null;
  return (
    <>
      <h1>{t("register.title")}</h1>
      <div class="buttons">
        <button type="button" class="open" onClick={() => go({ part: "readout", entry: null })}>
          <Icon name="register" size={16} />
          {t("readout.open")}
        </button>
      </div>
      {error ? <Failure error={error} onAgain={again} /> : null}
      {!data && waiting && <Skeleton rows={5} slow={slow} />}
      {data && <Lanes entries={data.entries} chosen={chosen} linked={linked} onChoose={choose} />}
      {data && chosen && (
        <EntrySheet key={chosen} id={chosen} trace={trace} onChoose={choose} onBack={() => go({ entry: null })} />
      )}
      {data && !chosen && (
        <>
          <Search words={words} onWords={setWords} onChoose={choose} />
          {due && <DueItems due={due} onChoose={choose} />}
          {body && <BriefForm body={body} on={data.collected} />}
          <p class="note">{t("register.collected", { day: longDay(data.collected) })}</p>
        </>
      )}
    </>
  );
}

/** The body with most numbered sessions: the brief is for its next one. */
function mostOften(names: readonly string[]): string | null {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].sort((one, other) => other[1] - one[1])[0]?.[0] ?? null;
}

function Search({
  words,
  onWords,
  onChoose,
}: {
  words: string;
  onWords: (words: string) => void;
  onChoose: (id: string) => void;
}) {
  const asked = words.trim();
  const { data } = useAnswer<{ entries: Entry[] }>(asked.length > 1 ? `search ${asked}` : null, (signal) =>
    getJson("/register/search", { q: asked }, signal),
  );
  return (
    <section>
      <Field label={t("register.search")}>
        {(id) => <input id={id} type="search" value={words} onInput={(event) => onWords(event.currentTarget.value)} />}
      </Field>
      {data && (
        <ul class="rows">
          {data.entries.slice(0, 12).map((one) => (
            <li key={one.id}>
              <button type="button" class="row-open" lang="en" onClick={() => onChoose(one.id)}>
                {one.title}
              </button>
              <p class="note">{one.when?.text}</p>
            </li>
          ))}
          {data.entries.length === 0 && <li class="note">{t("register.nothing")}</li>}
        </ul>
      )}
    </section>
  );
}
