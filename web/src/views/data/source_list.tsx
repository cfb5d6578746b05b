// The publications behind the figures, those that serve most rows first; searched by words of the title.
import { useState } from "preact/hooks";
import { getJson, useAnswer } from "../../api/client.ts";
import { Field } from "../../frame/field.tsx";
import { number } from "../../i18n/format.ts";
import { t, word } from "../../i18n/index.ts";
import type { SourceRow } from "./types.ts";

const SHOWN = 20;

export function SourceList() {
  const [asked, setAsked] = useState("");
  const { data } = useAnswer<{ sources: SourceRow[] }>("sources", (signal) => getJson("/network/sources", {}, signal));
  if (!data) return null;
  const words = asked.toLowerCase().split(/\s+/).filter(Boolean);
  const found = data.sources.filter((one) => {
    const text = `${one.key} ${one.publisher} ${one.title}`.toLowerCase();
    return words.every((part) => text.includes(part));
  });
  return (
    <section>
      <h2>{t("data.sources", { n: data.sources.length })}</h2>
      <Field label={t("data.search")}>
        {(id) => <input id={id} type="search" value={asked} onInput={(event) => setAsked(event.currentTarget.value)} />}
      </Field>
      <ul class="rows">
        {found.slice(0, SHOWN).map((one) => (
          <li key={one.key}>
            <span lang="en">
              {one.url ? (
                <a href={one.url} target="_blank" rel="noreferrer">
                  {one.title}
                </a>
              ) : (
                one.title
              )}
            </span>
            <p class="note">
              {[
                one.key,
                one.publisher,
                one.date,
                t("source.confidence", { level: word("confidence", one.confidence) }),
                t("data.rows", { n: one.rows }),
              ].join(" · ")}
            </p>
          </li>
        ))}
      </ul>
      {found.length > SHOWN && <p class="note">{t("data.more", { n: number(found.length - SHOWN) })}</p>}
      {found.length === 0 && <p>{t("data.noSource")}</p>}
    </section>
  );
}
