// A communiqué: pasted or chosen as a file, read by the server, and reviewed; what was accepted is kept as records.
import { useEffect, useRef, useState } from "preact/hooks";
import { getJson, sendJson, useAnswer } from "../../api/client.ts";
import { DateField } from "../../frame/date_field.tsx";
import { Field } from "../../frame/field.tsx";
import { Icon } from "../../frame/icons.tsx";
import { Failure, Skeleton } from "../../frame/states.tsx";
import { longDay, number } from "../../i18n/format.ts";
import { t } from "../../i18n/index.ts";
import { go } from "../../url.ts";
import { KeptEntries } from "./readout_kept.tsx";
import { type Draft, decoded, type Keeper, type Kept } from "./readout_model.ts";
import { ReadoutReview } from "./readout_review.tsx";
import "../network/network.css";
import "./register.css";
import "./readout.css";

const LETTERS_MOST = 200_000;
const MEMORY = "transcaspia.readout";

interface Input {
  text: string;
  published: string;
  source: string;
}

export const keeper: Keeper = {
  create: (body, key) => sendJson<Kept>("/entries", body, { key }),
  change: (id, version, body) => sendJson<Kept>(`/entries/${id}`, body, { method: "PUT", version }),
  remove: (id, version) => sendJson<Kept>(`/entries/${id}`, undefined, { method: "DELETE", version }),
};

/** What was pasted before this window was loaded again. */
function remembered(): Input {
  const blank = { text: "", published: "", source: "" };
  try {
    return { ...blank, ...JSON.parse(sessionStorage.getItem(MEMORY) ?? "{}") };
  } catch {
    return blank;
  }
}

export function ReadoutPart() {
  const [input, setInput] = useState(remembered);
  const [found, setFound] = useState<{ draft: Draft; kept: Kept[]; source: string | null } | null>(null);
  const back = () => (found ? setFound(null) : go({ part: null }));
  useEffect(() => {
    try {
      sessionStorage.setItem(MEMORY, JSON.stringify(input));
    } catch {
      // a text too long for the window's memory is still in the form
    }
  }, [input]);
  return (
    <>
      <button type="button" class="quiet back" onClick={back}>
        <Icon name="left" size={16} />
        {t(found ? "readout.another" : "register.back")}
      </button>
      <h1>{t("readout.title")}</h1>
      {found ? (
        <ReadoutReview {...found} keeper={keeper} />
      ) : (
        <>
          <ReadoutForm input={input} onInput={setInput} onFound={setFound} />
          <KeptEntries />
        </>
      )}
    </>
  );
}

interface FormProps {
  input: Input;
  onInput: (input: Input) => void;
  onFound: (found: { draft: Draft; kept: Kept[]; source: string | null }) => void;
}

function ReadoutForm({ input, onInput, onFound }: FormProps) {
  const [asked, setAsked] = useState<(Input & { round: number }) | null>(null);
  const [wrong, setWrong] = useState<string | null>(null);
  const file = useRef<HTMLInputElement>(null);
  const { data, error, waiting, slow, again } = useAnswer(asked && `readout ${asked.round}`, async (signal) => {
    const { text, published, source } = asked ?? input;
    const draft = await sendJson<Draft>("/register/draft", { text, published: published || null }, { signal });
    const { items } = await getJson<{ items: Kept[] }>("/entries", { limit: 200 }, signal);
    const day = published || draft.published;
    return { draft, kept: items, source: source.trim() || (day ? t("readout.sourceOf", { day: longDay(day) }) : null) };
  });
  const reading = asked !== null && !data && !error;
  useEffect(() => {
    if (data && data.draft.entries.length > 0) onFound(data);
  }, [data]);
  const change = (more: Partial<Input>) => {
    setAsked(null);
    setWrong(null);
    onInput({ ...input, ...more });
  };
  const ask = () => {
    const long = input.text.length > LETTERS_MOST;
    if (input.text.trim() === "" || long) {
      setAsked(null);
      setWrong(long ? t("readout.tooLong", { most: number(LETTERS_MOST) }) : t("readout.lacking"));
    } else setAsked({ ...input, round: (asked?.round ?? 0) + 1 });
  };
  const choose = async (chosen: File | undefined) => {
    if (!chosen) return;
    change({ text: decoded(new Uint8Array(await chosen.arrayBuffer())) });
    if (file.current) file.current.value = "";
  };
  return (
    <form
      class="readout-form"
      onSubmit={(event) => {
        event.preventDefault();
        ask();
      }}
    >
      <p class="note">{t("readout.hint")}</p>
      <Field label={t("readout.text")}>
        {(id) => (
          <textarea
            id={id}
            rows={10}
            value={input.text}
            aria-invalid={wrong !== null || undefined}
            aria-describedby={wrong === null ? undefined : `${id}-wrong`}
            onInput={(event) => change({ text: event.currentTarget.value })}
          />
        )}
      </Field>
      {wrong && (
        <p class="wrong" role="alert">
          {wrong}
        </p>
      )}
      <DateField
        label={t("readout.published")}
        value={input.published}
        onChange={(published) => change({ published })}
      />
      <Field label={t("readout.source")}>
        {(id) => (
          <input
            id={id}
            maxLength={200}
            value={input.source}
            onInput={(event) => change({ source: event.currentTarget.value })}
          />
        )}
      </Field>
      <div class="buttons">
        <button type="submit" class="main" disabled={reading}>
          {t(reading ? "readout.reading" : "readout.read")}
        </button>
        <button type="button" class="open" onClick={() => file.current?.click()}>
          <Icon name="sheet" size={16} />
          {t("readout.file")}
        </button>
        <input
          ref={file}
          type="file"
          hidden
          accept=".txt,.html,.htm,text/plain,text/html"
          aria-label={t("readout.file")}
          onChange={(event) => void choose(event.currentTarget.files?.[0])}
        />
      </div>
      {reading && waiting && <Skeleton rows={3} slow={slow} />}
      {error ? <Failure error={error} onAgain={again} /> : null}
      {data && data.draft.entries.length === 0 && <p role="status">{t("readout.nothing")}</p>}
    </form>
  );
}
