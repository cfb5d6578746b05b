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

/** What to do about an error; the whole of it can be copied. */
export function Failure({ error, onAgain }: { error: unknown; onAgain?: (() => void) | undefined }) {
  const [copied, setCopied] = useState(false);
  const known = error instanceof ApiError ? error : null;
  const message = known ? (known.code === "offline" ? t("state.offline") : known.message) : String(error);
  return (
    <div class="failure" role="alert">
      <h3>
        <Icon name="warning" />
        {t("state.failed")}
      </h3>
      <p lang={known && known.code !== "offline" ? "en" : undefined}>{message}</p>
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
            void navigator.clipboard?.writeText(known ? known.whole : message).then(() => setCopied(true));
          }}
        >
          {t(copied ? "state.copied" : "state.copy")}
        </button>
      </div>
    </div>
  );
}
