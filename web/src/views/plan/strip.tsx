// The way as a strip: a piece for each leg, as wide as its hours, with the sign of its mode.
import { Icon, type IconName } from "../../frame/icons.tsx";
import { durationRange } from "../../i18n/format.ts";
import { t, word } from "../../i18n/index.ts";
import type { Itinerary } from "./types.ts";
import { hoursOf, legMode } from "./words.ts";

const ICONS: Record<string, IconName> = {
  rail: "rail",
  road: "road",
  sea: "sea",
  rail_ferry: "sea",
  ro_ro: "sea",
  air: "air",
};

export function iconOf(mode: string): IconName {
  return ICONS[mode] ?? "road";
}

export function ModeStrip({ way }: { way: Itinerary }) {
  const text = way.legs
    .map(
      (leg) =>
        `${word("mode", legMode(leg))} ${durationRange(leg.wait_h.p10 + leg.run_h.p10, leg.wait_h.p90 + leg.run_h.p90)}`,
    )
    .join(", ");
  return (
    <div class="strip" role="img" aria-label={`${t("plan.strip")}: ${text}`}>
      {way.legs.map((leg, index) => (
        <span key={index} style={{ flexGrow: Math.max(hoursOf(leg), 0.1) }} title={`${leg.from.name} – ${leg.to.name}`}>
          <Icon name={iconOf(leg.mode)} size={16} />
          <i class={`mode-${legMode(leg)}`} />
        </span>
      ))}
    </div>
  );
}
