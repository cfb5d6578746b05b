// The register of cooperation: the chain by field, what is due, any entry with what led to it, the brief.
import { useMemo, useState } from "preact/hooks";
import { getJson, useAnswer } from "../../api/client.ts";
import { Field } from "../../frame/field.tsx";
import { Failure, Skeleton } from "../../frame/states.tsx";
import { longDay } from "../../i18n/format.ts";
import { t } from "../../i18n/index.ts";
import { useMapContent, useMapListener } from "../../map/use.ts";
import { go } from "../../url.ts";
import type { ViewProps } from "../index.ts";
import { BriefForm } from "./brief_form.tsx";
import { DueItems } from "./due.tsx";
import { MatrixPart } from "./matrix.tsx";
import { Opened } from "./opened.tsx";
import { Parts } from "./parts.tsx";
import { ReadoutPart } from "./readout.tsx";
import { Lanes } from "./timeline.tsx";
import { titleOf } from "./titles.ts";
import { useTowns } from "./towns_map.ts";
import type { Due, Entry } from "./types.ts";
import { useTrace } from "./use_trace.ts";
import { whenSaid } from "./when.ts";
import "../network/network.css";
import "./register.css";

interface Timeline {
  collected: string;
  entries: Entry[];
}

export function RegisterView({ params, theme }: ViewProps) {
  const part = params.get("part");
  if (part === "readout") return <ReadoutPart />;
  return part === "matrix" ? <MatrixPart params={params} /> : <Chain params={params} theme={theme} />;
}

function Chain({ params, theme }: ViewProps) {
  const { data, error, waiting, slow, again } = useAnswer<Timeline>("timeline", (signal) =>
    getJson("/register/timeline", {}, signal),
  );
  const due = useAnswer<Due>("due", (signal) => getJson("/register/due", {}, signal)).data;
  const chosen = params.get("entry");
  const trace = useTrace(chosen);
  const linked = useMemo(
    () => new Set([...(trace?.before ?? []), ...(trace?.after ?? [])].map(({ id }) => id)),
    [trace],
  );
  const [words, setWords] = useState("");
  useMapContent(useTowns(data?.entries ?? null, chosen, theme));
  useMapListener(
    "register",
    useMemo(
      () => ({
        layers: ["towns"],
        onClick: (feature) => {
          setWords(String(feature.properties.town));
          document.getElementById("register-search")?.scrollIntoView({ block: "start" });
        },
      }),
      [],
    ),
  );
  const body = data
    ? mostOften(data.entries.flatMap((entry) => (entry.session === null ? [] : (entry.body ?? []))))
    : null;
  return (
    <Opened chosen={chosen} trace={trace} onChoose={(entry) => go({ entry })}>
      {(choose) => (
        <>
          <Parts shown={null} />
          {error ? <Failure error={error} onAgain={again} /> : null}
          {!data && waiting && <Skeleton rows={5} slow={slow} />}
          {data && (
            <>
              <Lanes entries={data.entries} chosen={chosen} linked={linked} onChoose={choose} />
              <Search words={words} onWords={setWords} onChoose={choose} />
              {due && <DueItems due={due} onChoose={choose} />}
              {body && <BriefForm body={body} on={data.collected} />}
              <p class="note">{t("register.collected", { day: longDay(data.collected) })}</p>
            </>
          )}
        </>
      )}
    </Opened>
  );
}

/** The body with most numbered sessions: the brief is for its next one. */
function mostOften(names: readonly string[]): string | null {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].sort((one, other) => other[1] - one[1])[0]?.[0] ?? null;
}

const FOUND_MOST = 12;

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
    <section id="register-search">
      <Field label={t("register.search")}>
        {(id) => <input id={id} type="search" value={words} onInput={(event) => onWords(event.currentTarget.value)} />}
      </Field>
      {data && (
        <ul class="rows">
          {data.entries.slice(0, FOUND_MOST).map((one) => (
            <li key={one.id}>
              <button type="button" class="row-open" onClick={() => onChoose(one.id)}>
                <span lang={titleOf(one).lang}>{titleOf(one).title}</span>
              </button>
              <p class="note">{one.when && whenSaid(one.when.text)}</p>
            </li>
          ))}
          {data.entries.length === 0 && <li class="note">{t("register.nothing")}</li>}
        </ul>
      )}
      {data && data.entries.length > FOUND_MOST && (
        <p class="note">{t("data.more", { n: data.entries.length - FOUND_MOST })}</p>
      )}
    </section>
  );
}
