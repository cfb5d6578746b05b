// The brief for the next session of a body, as a file.
import { useState } from "preact/hooks";
import { ApiError, getFile } from "../../api/client.ts";
import { download } from "../../frame/download.ts";
import { Icon } from "../../frame/icons.tsx";
import { language, t } from "../../i18n/index.ts";

export function BriefForm({ body, on }: { body: string; on: string }) {
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState<string | null>(null);
  const get = async (format: "pdf" | "html") => {
    setBusy(true);
    setWrong(null);
    try {
      const spoken = language() === "pl" ? "pl" : "en";
      download(
        await getFile("/register/brief", { body, on, language: spoken, format }),
        `brief-${body}-${spoken}.${format}`,
      );
    } catch (error) {
      setWrong(error instanceof ApiError ? error.message : String(error));
    }
    setBusy(false);
  };
  return (
    <section class="brief">
      <h2>{t("register.brief")}</h2>
      <p class="note">{t("register.briefNote")}</p>
      <div class="buttons">
        {(["pdf", "html"] as const).map((format) => (
          <button type="button" key={format} class="open" disabled={busy} onClick={() => void get(format)}>
            <Icon name="sheet" size={16} />
            {format.toUpperCase()}
          </button>
        ))}
      </div>
      {wrong && (
        <p class="wrong" role="alert" lang="en">
          {wrong}
        </p>
      )}
    </section>
  );
}
