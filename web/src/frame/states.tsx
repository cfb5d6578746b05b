// What a view shows while it waits, and when an answer did not come.
import { useState } from "preact/hooks";
import { ApiError } from "../api/client.ts";
import { t } from "../i18n/index.ts";
import { Icon } from "./icons.tsx";

/** Grey shapes of the answer to come; after some seconds a line that says it still works. */
export function Skeleton({ rows = 4, slow = false }: { rows?: number; slow?: boolean }) {
  return (
    <div class="skeleton" role="status" aria-label={t("state.loading")}>
      {slow && <p class="note">{t("state.slow")}</p>}
      {Array.from({ length: rows }, (_, index) => (
        <div class="skeleton-row" key={index} />
      ))}
    </div>
  );
}

/** What an error says, in the reader's language where the page knows it. */
export function told(error: unknown): { text: string; lang: "en" | undefined } {
  if (!(error instanceof ApiError)) return { text: String(error), lang: undefined };
  if (error.code === "offline") return { text: t("state.offline"), lang: undefined };
  if (error.status === 401) return { text: t("key.wrong"), lang: undefined };
  if (error.status === 403) return { text: t("key.mayNot"), lang: undefined };
  return { text: error.message, lang: "en" };
}

/** An error beside what it is about. */
export function Wrong({ error }: { error: unknown }) {
  if (error === null) return null;
  const { text, lang } = told(error);
  return (
    <p class="wrong" role="alert" lang={lang}>
      {text}
    </p>
  );
}

/** What to do about an error; the whole of it can be copied. */
export function Failure({ error, onAgain }: { error: unknown; onAgain?: (() => void) | undefined }) {
  const [copied, setCopied] = useState(false);
  const known = error instanceof ApiError ? error : null;
  const { text, lang } = told(error);
  return (
    <div class="failure" role="alert">
      <h3>
        <Icon name="warning" />
        {t("state.failed")}
      </h3>
      <p lang={lang}>{text}</p>
      <div class="buttons">
        {onAgain && (
          <button type="button" onClick={onAgain}>
            {t("state.again")}
          </button>
        )}
        <button
          type="button"
          class="quiet"
          onClick={() => {
            void navigator.clipboard?.writeText(known ? known.whole : text).then(() => setCopied(true));
          }}
        >
          {t(copied ? "state.copied" : "state.copy")}
        </button>
      </div>
    </div>
  );
}
