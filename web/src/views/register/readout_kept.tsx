// Entries that were accepted before, each with the words that it rests on; they can be taken back, and put back.
import { useState } from "preact/hooks";
import { ApiError, getJson, sendJson, useAnswer } from "../../api/client.ts";
import { Failure, Skeleton } from "../../frame/states.tsx";
import { t, word } from "../../i18n/index.ts";
import { factsOf } from "./readout_card.tsx";
import type { Kept } from "./readout_model.ts";

export function KeptEntries() {
  const { data, error, waiting, again } = useAnswer<{ items: Kept[]; next: string | null }>("own entries", (signal) =>
    getJson("/entries", { limit: 50 }, signal),
  );
  return (
    <section>
      <h2>{t("readout.kept")}</h2>
      {error ? <Failure error={error} onAgain={again} /> : null}
      {!data && waiting && <Skeleton rows={2} />}
      {data?.items.length === 0 && <p class="note">{t("readout.keptNone")}</p>}
      <ul class="rows">
        {data?.items.map((one) => (
          <KeptEntry key={one.id} first={one} />
        ))}
      </ul>
      {data?.next && <p class="note">{t("readout.keptMore", { n: data.items.length })}</p>}
    </section>
  );
}

function KeptEntry({ first }: { first: Kept }) {
  const [one, setOne] = useState(first);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const { body, deleted } = one;
  const turn = async () => {
    setBusy(true);
    setError(null);
    const how = { method: deleted ? "POST" : "DELETE", version: one.version } as const;
    try {
      setOne(await sendJson<Kept>(`/entries/${one.id}${deleted ? "/restore" : ""}`, undefined, how));
    } catch (fault) {
      const stored = fault instanceof ApiError ? (fault.details?.stored as Kept | undefined) : undefined;
      if (stored) setOne(stored);
      setError(fault);
    }
    setBusy(false);
  };
  return (
    <li class={deleted ? "kept gone" : "kept"}>
      <div class="kept-head">
        <h3>{body.title}</h3>
        <button type="button" disabled={busy} onClick={() => void turn()}>
          {t(deleted ? "readout.putBack" : "readout.takeBack")}
          <span class="only-read">{`: ${body.title}`}</span>
        </button>
      </div>
      <p class="note">{[word("entry", body.kind), ...factsOf(body)].join(" · ")}</p>
      {body.text && (
        <details>
          <summary class="note">{t("readout.evidence")}</summary>
          <blockquote>{body.text}</blockquote>
          {body.source && <p class="note">{body.source}</p>}
        </details>
      )}
      <p class="note" role="status">
        {deleted && t("readout.gone")}
      </p>
      {error ? <Problem error={error} /> : null}
    </li>
  );
}

/** Why a record did not change, and what to do. */
export function Problem({ error, onAgain }: { error: unknown; onAgain?: () => void }) {
  if (!(error instanceof ApiError && error.status === 409)) return <Failure error={error} onAgain={onAgain} />;
  const stored = error.details?.stored as Kept | undefined;
  return (
    <div class="failure" role="alert">
      <p>{t("readout.conflict")}</p>
      {stored && <p class="note">{t("readout.theirs", { title: stored.body.title })}</p>}
      {onAgain && (
        <div class="buttons">
          <button type="button" onClick={onAgain}>
            {t("readout.mine")}
          </button>
        </div>
      )}
    </div>
  );
}
