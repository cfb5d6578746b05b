// "Why not by …?": the answer about a way that somebody expected.
import { useState } from "preact/hooks";
import { ApiError, sendJson } from "../../api/client.ts";
import { durationRange, kilograms, usd, usdRange } from "../../i18n/format.ts";
import { t } from "../../i18n/index.ts";
import { go } from "../../url.ts";
import { PlaceField } from "./place_field.tsx";
import { sentence } from "./refused.tsx";
import { withoutFlags } from "./repairs.ts";
import type { Itinerary, Query, Refused } from "./types.ts";
import { corridorName } from "./words.ts";

interface WhyNot {
  meant: string[];
  verdict: "shown" | "beaten" | "merged" | "no_room" | "detour" | "refused" | "nothing";
  shown: string[];
  way: Itinerary | null;
  needs: { figure: string; unit: string; less: number }[];
  refusals: Refused[];
  repairs: { repair: string; change: Record<string, unknown> }[];
}

/** The keys of the address for a change of the question in the server's names. */
export function addressOfChange(change: Record<string, unknown>): Record<string, string> {
  const names: Record<string, string> = {
    origin: "from",
    destination: "to",
    payload_t: "payload",
    value_usd: "value",
    temp_c: "temp",
  };
  return Object.fromEntries(
    Object.entries(change).map(([name, value]) => [
      names[name] ?? name,
      Array.isArray(value) ? value.join(",") : String(value),
    ]),
  );
}

export function WhyNotBy({ query }: { query: Query }) {
  const [via, setVia] = useState("");
  const [name, setName] = useState("");
  const [state, setState] = useState<"" | "asking">("");
  const [found, setFound] = useState<WhyNot | null>(null);
  const [wrong, setWrong] = useState<string | undefined>();
  const ask = async (event: Event) => {
    event.preventDefault();
    if (!via) return;
    setState("asking");
    setWrong(undefined);
    setFound(null);
    try {
      setFound(await sendJson<WhyNot>("/plan/why-not", { query, via: [via] }));
    } catch (error) {
      setWrong(error instanceof ApiError ? error.message : String(error));
    }
    setState("");
  };
  return (
    <section class="why-not">
      <h3>{t("whynot.title")}</h3>
      <form onSubmit={(event) => void ask(event)}>
        <PlaceField
          label={t("whynot.via")}
          value={via}
          name={name}
          wrong={wrong}
          onChange={(place, called) => {
            setVia(place);
            setName(called);
          }}
        />
        <button type="submit" disabled={state === "asking"}>
          {t(state === "asking" ? "state.loading" : "whynot.ask")}
        </button>
      </form>
      {found && <WhyNotSheet found={found} />}
    </section>
  );
}

function WhyNotSheet({ found }: { found: WhyNot }) {
  const { way } = found;
  return (
    <div class="why-not-sheet" aria-live="polite">
      <p>
        <b>{t(`whynot.${found.verdict}`, { place: found.meant.join(", ") })}</b>
      </p>
      {way && (
        <p>
          {`${corridorName(way)}: ${durationRange(way.duration_h.p10, way.duration_h.p90)}, ${usdRange(way.cost_usd.p10, way.cost_usd.p90)}, ${kilograms(way.co2e_kg)} CO₂e`}
        </p>
      )}
      {found.needs.length > 0 && (
        <p>{t("whynot.needs", { what: found.needs.map(({ unit, less }) => amount(unit, less)).join(", ") })}</p>
      )}
      {found.refusals.length > 0 && (
        <ul class="notes" lang="en">
          {found.refusals.map(({ what, why }) => (
            <li key={`${what} ${why}`}>{sentence(withoutFlags(why))}</li>
          ))}
        </ul>
      )}
      {found.shown[0] && (
        <button type="button" onClick={() => go({ way: found.shown[0] ?? null, show: "way", leg: null })}>
          {t("plan.open")}
        </button>
      )}
      {found.repairs.map(({ repair, change }) => (
        <div key={repair}>
          <p lang="en">{sentence(withoutFlags(repair))}</p>
          <button type="button" onClick={() => go({ ...addressOfChange(change), way: null, show: null, leg: null })}>
            {t("whynot.try")}
          </button>
        </div>
      ))}
    </div>
  );
}

function amount(unit: string, less: number): string {
  if (unit === "USD") return usd(less);
  if (unit === "h")
    return less < 48 ? t("unit.hours", { n: Math.round(less) }) : t("unit.days", { n: Math.round(less / 24) });
  return kilograms(less);
}
