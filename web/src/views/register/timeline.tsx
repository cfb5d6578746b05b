// The chain of meetings and documents: a lane for each field; the chosen one lights what led to it and what it led to.
import { t, word } from "../../i18n/index.ts";
import { axisOf, lanesOf, middleOf, placeOf, yearTicks } from "./lanes.ts";
import { titleOf } from "./titles.ts";
import type { Entry } from "./types.ts";
import { whenSaid } from "./when.ts";

interface Props {
  entries: readonly Entry[];
  chosen: string | null;
  linked: ReadonlySet<string>;
  onChoose: (id: string) => void;
}

export function Lanes({ entries, chosen, linked, onChoose }: Props) {
  const { low, high } = axisOf(entries);
  const ticks = yearTicks(low, high);
  const at = (moment: number) => `${placeOf(moment, low, high) * 100}%`;
  return (
    <section class="lanes" aria-label={t("register.timeline")}>
      <div class="lane">
        <span class="note">{t("register.lane")}</span>
        <div class="lane-years" aria-hidden="true">
          {ticks.map((tick) => (
            <span key={tick} style={{ left: at(tick) }}>
              {new Date(tick).getUTCFullYear()}
            </span>
          ))}
        </div>
      </div>
      {lanesOf(entries).map(({ field, entries: those }) => (
        <div class="lane" key={field}>
          <span class="note">{word("topic", field)}</span>
          <div class="lane-line">
            {ticks.map((tick) => (
              <i key={tick} style={{ left: at(tick) }} />
            ))}
            {those.map((entry) => (
              <button
                type="button"
                key={entry.id}
                class={`dot ${entry.kind} ${entry.id === chosen ? "chosen" : ""} ${linked.has(entry.id) ? "linked" : ""}`}
                style={{ left: at(middleOf(entry.when ?? { from: "", to: "" })) }}
                title={saidOf(entry)}
                aria-label={saidOf(entry)}
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

const saidOf = (entry: Entry): string => `${entry.when ? whenSaid(entry.when.text) : ""}: ${titleOf(entry).title}`;
