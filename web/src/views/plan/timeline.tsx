// The legs of one itinerary down a line: stops, and between them how long goods stand, wait and run.

import { Icon } from "../../frame/icons.tsx";
import { country, instant } from "../../i18n/format.ts";
import { t } from "../../i18n/index.ts";
import { go } from "../../url.ts";
import { LegRow } from "./leg.tsx";
import type { Itinerary, Stop } from "./types.ts";
import { hoursOf } from "./words.ts";

interface Props {
  way: Itinerary;
  opened: number | null;
  onClose: (id: string) => void;
}

export function Timeline({ way, opened, onClose }: Props) {
  const longest = Math.max(...way.legs.map(hoursOf));
  const first = way.legs[0];
  return (
    <>
      <ol class="timeline" aria-label={t("leg.timeline")}>
        {first && (
          <li>
            <StopRow stop={first.from} when={first.depart.p50} word={t("leg.leaves")} />
          </li>
        )}
        {way.legs.map((leg, index) => (
          <li key={index} class="timeline-leg">
            <LegRow
              leg={leg}
              number={index + 1}
              longest={longest}
              open={opened === index + 1}
              way={way}
              onToggle={() => go({ leg: opened === index + 1 ? null : index + 1 }, { replace: true })}
              onClose={onClose}
            />
            <StopRow
              stop={leg.to}
              when={leg.arrive.p50}
              word={t("leg.arrives")}
              onClose={index < way.legs.length - 1 ? () => onClose(leg.to.id) : undefined}
            />
          </li>
        ))}
      </ol>
      <p class="note">{t("leg.key")}</p>
    </>
  );
}

interface StopProps {
  stop: Stop;
  when: string;
  word: string;
  onClose?: (() => void) | undefined;
}

function StopRow({ stop, when, word, onClose }: StopProps) {
  return (
    <div class="stop">
      <span class="stop-dot" aria-hidden="true" />
      <div>
        <b>{stop.name}</b>
        <span class="note">{` ${country(stop.country)}`}</span>
        <p class="note">{`${word} ${instant(when)} UTC`}</p>
      </div>
      {onClose && (
        <button type="button" class="quiet close-it" title={t("whatif.closeIt", { name: stop.name })} onClick={onClose}>
          <Icon name="close" size={16} />
          <span class="only-read">{t("whatif.closeIt", { name: stop.name })}</span>
        </button>
      )}
    </div>
  );
}
