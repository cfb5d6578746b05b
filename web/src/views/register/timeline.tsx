// The chain of meetings and documents: a lane for each field; the chosen one lights what led to it and what it led to.
import { BandAxis } from "../../charts/band.tsx";
import { place } from "../../charts/scale.ts";
import { t, word } from "../../i18n/index.ts";
import { axisOf, lanesOf, middleOf, yearTicks } from "./lanes.ts";
import type { Entry } from "./types.ts";

interface Props {
  entries: readonly Entry[];
  chosen: string | null;
  linked: ReadonlySet<string>;
  onChoose: (id: string) => void;
}

export function Lanes({ entries, chosen, linked, onChoose }: Props) {
  const { low, high } = axisOf(entries);
  const ticks = yearTicks(low, high);
  return (
    <section class="lanes" aria-label={t("register.timeline")}>
      <div class="lane">
        <span class="note">{t("register.lane")}</span>
        <BandAxis ticks={ticks} low={low} high={high} name={(tick) => String(new Date(tick).getUTCFullYear())} />
      </div>
      {lanesOf(entries).map(({ field, entries: those }) => (
        <div class="lane" key={field}>
          <span class="note">{word("topic", field)}</span>
          <div class="lane-line">
            {those.map((entry) => (
              <button
                type="button"
                key={entry.id}
                class={`dot ${entry.kind} ${entry.id === chosen ? "chosen" : ""} ${linked.has(entry.id) ? "linked" : ""}`}
                style={{ left: `${place(middleOf(entry.when ?? { from: "", to: "" }), low, high) * 100}%` }}
                title={`${entry.when?.text}: ${entry.title}`}
                aria-label={`${entry.when?.text}: ${entry.title}`}
                aria-pressed={entry.id === chosen}
                onClick={() => onChoose(entry.id)}
              />
            ))}
          </div>
        </div>
      ))}
      <p class="note">{t("register.key")}</p>
    </section>
  );
}
