// Something is shut: what that did to the answer, and how to open it again.
import { useEffect } from "preact/hooks";
import { t } from "../../i18n/index.ts";
import { go, listOf, params } from "../../url.ts";
import type { Itinerary, Plan } from "./types.ts";
import { corridorName, ranked, sameWay } from "./words.ts";

/** What a closure did to a way, in words: new, or moved from its rank before. */
export function movedText(way: Itinerary, ways: readonly Itinerary[], before: Plan): string | undefined {
  const was = ranked(before.itineraries).findIndex((one) => sameWay(one, way));
  const is = ways.indexOf(way);
  if (was < 0) return t("whatif.new");
  return was === is ? undefined : t("whatif.was", { n: was + 1 });
}

/** One key opens again what was shut last. */
export function useUndo(): void {
  useEffect(() => {
    const undo = (event: KeyboardEvent) => {
      const typing = event.target instanceof HTMLElement && /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName);
      const closed = listOf(params(), "close");
      if (typing || event.ctrlKey || event.metaKey || event.key.toLowerCase() !== "u" || closed.length === 0) return;
      go({ close: closed.slice(0, -1), way: null, leg: null });
    };
    addEventListener("keydown", undo);
    return () => removeEventListener("keydown", undo);
  }, []);
}

export function Closed({ closed, before, after }: { closed: readonly string[]; before: Plan | null; after: Plan }) {
  if (closed.length === 0) return null;
  const named = names(before ?? after);
  const lost = before?.itineraries.filter((way) => !after.itineraries.some((one) => sameWay(one, way))) ?? [];
  return (
    <section class="closed" aria-live="polite">
      <p>
        <b>{t("whatif.shut", { what: closed.map((id) => named.get(id) ?? id).join(", ") })}</b>{" "}
        {before === null
          ? t("state.loading")
          : lost.length === 0
            ? t("whatif.same")
            : t("whatif.lost", { n: lost.length, what: [...new Set(lost.map(corridorName))].join("; ") })}
      </p>
      <button
        type="button"
        onClick={() => go({ close: closed.slice(0, -1), way: null, leg: null })}
        aria-keyshortcuts="u"
      >
        {t("whatif.undo")}
        <kbd>{"U"}</kbd>
      </button>
    </section>
  );
}

function names(plan: Plan): Map<string, string> {
  const stops = plan.itineraries.flatMap((way) => way.legs.flatMap((leg) => [leg.from, leg.to]));
  return new Map(stops.map((stop) => [stop.id, stop.name]));
}
