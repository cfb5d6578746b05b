// What the lines mean, each a switch that hides its mode.
import { t } from "../../i18n/index.ts";
import { modeOf } from "../../map/colours.ts";
import { MODES_SHOWN } from "./map_content.ts";
import type { Collection, LinkProperties } from "./types.ts";

interface Props {
  links: Collection<LinkProperties>;
  hidden: readonly string[];
  onChange: (hidden: string[]) => void;
}

export function Legend({ links, hidden, onChange }: Props) {
  const counts = new Map<string, number>();
  for (const { properties } of links.features) {
    const mode = modeOf(properties.mode, properties.gauge_mm);
    counts.set(mode, (counts.get(mode) ?? 0) + 1);
  }
  return (
    <fieldset class="legend">
      <legend>{t("network.modes")}</legend>
      {MODES_SHOWN.map((mode) => (
        <label class="check" key={mode}>
          <input
            type="checkbox"
            checked={!hidden.includes(mode)}
            onChange={(event) =>
              onChange(event.currentTarget.checked ? hidden.filter((one) => one !== mode) : [...hidden, mode])
            }
          />
          <i class={`swatch mode-${mode} ${mode === "rail_ferry" || mode === "ro_ro" ? "dashed" : ""}`} />
          <span>{t(`mode.${mode}`)}</span>
          <span class="note">{t("network.lines", { n: counts.get(mode) ?? 0 })}</span>
        </label>
      ))}
      <p class="note">{t("network.width")}</p>
    </fieldset>
  );
}
