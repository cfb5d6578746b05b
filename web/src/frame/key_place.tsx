// Where a key is given, on a server that asks for one, and what is said of a key that may not write.
import { useEffect, useRef, useState } from "preact/hooks";
import { tryKey } from "../api/client.ts";
import { askForKey, giveKey, type KeyState } from "../api/key.ts";
import { t } from "../i18n/index.ts";
import { Field } from "./field.tsx";
import { Wrong } from "./states.tsx";

const COMMAND = 'transcaspia keys create "desk" --scope write';

export function KeyPlace({ asked }: { asked: NonNullable<KeyState["asked"]> }) {
  const [text, setText] = useState("");
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  const open = async (event: Event) => {
    event.preventDefault();
    const key = text.trim();
    if (!key) {
      field.current?.focus();
      return;
    }
    setBusy(true);
    setError(null);
    try {
      await tryKey(key);
      giveKey(key);
    } catch (found) {
      setError(found);
      setBusy(false);
      field.current?.select();
    }
  };
  return (
    <section class="key-place">
      <h1>{t("key.title")}</h1>
      <p>{t("key.why")}</p>
      <form onSubmit={(event) => void open(event)}>
        <Field label={t("key.label")}>
          {(id) => (
            <input
              id={id}
              ref={field}
              type="password"
              autocomplete="off"
              spellcheck={false}
              maxLength={200}
              value={text}
              aria-invalid={error || asked === "wrong" ? true : undefined}
              onInput={(event) => setText(event.currentTarget.value)}
            />
          )}
        </Field>
        {error ? <Wrong error={error} /> : asked === "wrong" && <p class="wrong">{t("key.wrong")}</p>}
        <div class="buttons">
          <button type="submit" class="main" disabled={busy}>
            {t("key.open")}
          </button>
          {asked === "other" && (
            <button type="button" onClick={() => askForKey(null)}>
              {t("key.goOn")}
            </button>
          )}
        </div>
      </form>
      <div class="note">
        {t("key.made")}
        <code>{COMMAND}</code>
      </div>
    </section>
  );
}

export function KeyNotice() {
  return (
    <section class="key-notice" role="alert">
      <p>{t("key.mayNot")}</p>
      <div class="buttons">
        <button type="button" onClick={() => askForKey("other")}>
          {t("key.other")}
        </button>
        <button type="button" class="quiet" onClick={() => askForKey(null)}>
          {t("key.goOn")}
        </button>
      </div>
    </section>
  );
}
