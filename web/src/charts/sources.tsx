// Sources behind a figure: keys that open to the publication and its link; and the grade.
import { useState } from "preact/hooks";
import { getJson, useAnswer } from "../api/client.ts";
import { t, word } from "../i18n/index.ts";

interface Source {
  key: string;
  publisher: string;
  title: string;
  date: string;
  url: string;
  licence: string;
  confidence: string;
}

export function GradeMark({ grade }: { grade: string }) {
  return <span class={`grade ${grade}`}>{word("grade", grade)}</span>;
}

export function Sources({ keys, grade }: { keys: readonly string[]; grade?: string | null | undefined }) {
  const [open, setOpen] = useState<string | null>(null);
  return (
    <div class="sources">
      {grade && <GradeMark grade={grade} />}
      <span class="note">{t("source.title")}</span>
      {keys.map((key) => (
        <button
          type="button"
          key={key}
          class="source"
          aria-expanded={open === key}
          onClick={() => setOpen(open === key ? null : key)}
        >
          {key}
        </button>
      ))}
      {open && <SourceSheet key={open} name={open} />}
    </div>
  );
}

function SourceSheet({ name }: { name: string }) {
  const { data, error } = useAnswer<Source>(name, (signal) =>
    getJson(`/network/sources/${encodeURIComponent(name)}`, {}, signal),
  );
  if (error) return <p class="source-sheet note">{t("source.none", { name })}</p>;
  if (!data) return <p class="source-sheet" aria-busy="true" />;
  return (
    <div class="source-sheet">
      <p lang="en">
        {/^https?:/.test(data.url) ? (
          <a href={data.url} target="_blank" rel="noreferrer">
            {data.title}
          </a>
        ) : (
          data.title
        )}
      </p>
      <p class="note">
        {[
          data.publisher,
          data.date,
          data.confidence && t("source.confidence", { level: word("confidence", data.confidence) }),
        ]
          .filter(Boolean)
          .join(" · ")}
      </p>
    </div>
  );
}
