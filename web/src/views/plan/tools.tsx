// What one does with an answer: share it, print it, see other days; and with one way: its estimate and a request.
import { useState } from "preact/hooks";
import { sendForFile } from "../../api/client.ts";
import { download } from "../../frame/download.ts";
import { Icon } from "../../frame/icons.tsx";
import { Wrong } from "../../frame/states.tsx";
import { type Language, language, t } from "../../i18n/index.ts";
import { go } from "../../url.ts";
import { SaveButton } from "./saved.tsx";
import type { EchoedQuery, Itinerary, Plan } from "./types.ts";

export function AnswerTools({ plan, itinerary }: { plan: Plan; itinerary: string }) {
  const [copied, setCopied] = useState(false);
  const share = async () => {
    try {
      await navigator.clipboard.writeText(location.href);
      setCopied(true);
    } catch {
      prompt(t("tools.link"), location.href);
    }
  };
  return (
    <div class="tools">
      <button type="button" class="quiet" onClick={() => go({ show: "days" })}>
        <Icon name="calendar" size={16} />
        {t("tools.days")}
      </button>
      <button type="button" class="quiet" onClick={() => void share()} aria-live="polite">
        <Icon name={copied ? "check" : "link"} size={16} />
        {t(copied ? "state.copied" : "tools.share")}
      </button>
      <SaveButton plan={plan} itinerary={itinerary} />
      <button type="button" class="quiet print" onClick={() => print()}>
        <Icon name="print" size={16} />
        {t("tools.print")}
      </button>
    </div>
  );
}

/** Languages in which the sheets are written; a Kazakh reader gets the Russian one. */
const SHEETS: Record<Language, "en" | "pl" | "ru"> = { en: "en", pl: "pl", ru: "ru", kk: "ru" };

export function WayTools({ query, way }: { query: EchoedQuery; way: Itinerary }) {
  const [busy, setBusy] = useState<string | null>(null);
  const [wrong, setWrong] = useState<unknown>(null);
  const get = async (kind: "estimate" | "request", format: "pdf" | "text") => {
    setBusy(kind);
    setWrong(null);
    try {
      const body = { query, itinerary: way.id, language: SHEETS[language()], format };
      download(await sendForFile(`/reports/${kind}`, body), `${kind}.${format === "text" ? "txt" : format}`);
    } catch (error) {
      setWrong(error);
    } finally {
      setBusy(null);
    }
  };
  return (
    <div class="tools">
      <button type="button" disabled={busy !== null} onClick={() => void get("estimate", "pdf")}>
        <Icon name="sheet" size={16} />
        {t(busy === "estimate" ? "tools.writing" : "tools.estimate")}
      </button>
      <button type="button" disabled={busy !== null} onClick={() => void get("request", "text")}>
        <Icon name="sheet" size={16} />
        {t(busy === "request" ? "tools.writing" : "tools.request")}
      </button>
      <Wrong error={wrong} />
    </div>
  );
}
