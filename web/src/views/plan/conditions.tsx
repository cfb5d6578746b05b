// What holds only on conditions: the temperature on the way, and the law.

import { Sources } from "../../charts/sources.tsx";
import { durationRange } from "../../i18n/format.ts";
import { t, word } from "../../i18n/index.ts";
import { sentence } from "./refused.tsx";
import type { Itinerary } from "./types.ts";

export function ColdChain({ way }: { way: Itinerary }) {
  const cold = way.cold_chain;
  if (!cold) return null;
  return (
    <section>
      <h3>{t("cold.title", { range: `${cold.low_c}–${cold.high_c}` })}</h3>
      <p>
        {word("cold", cold.verdict)}
        {cold.unknown_h > 0.5 && ` ${t("cold.unknown", { hours: durationRange(cold.unknown_h, cold.unknown_h) })}`}
      </p>
      <ul class="notes" lang="en">
        {[...cold.agree, ...cold.confirm, cold.coldest, cold.warmest].filter(Boolean).map((one) => (
          <li key={one}>{sentence(one)}</li>
        ))}
      </ul>
    </section>
  );
}

export function Conditions({ way }: { way: Itinerary }) {
  const { conditions, not_checked, note } = way.restrictions;
  const more = [...way.dangerous, ...way.drivers, way.limited_by, way.terms].filter((one): one is string =>
    Boolean(one),
  );
  if (conditions.length === 0 && more.length === 0 && not_checked.length === 0) return null;
  return (
    <section>
      <h3>{t("law.title")}</h3>
      <ul class="papers">
        {more.map((one) => (
          <li key={one} lang="en">
            {sentence(one)}
          </li>
        ))}
        {conditions.map((one) => (
          <li key={one.id}>
            <b lang="en">{sentence(one.what)}</b>
            <p lang="en">{sentence([one.why, one.act].filter(Boolean).join("; "))}</p>
            <Sources keys={one.sources} grade={one.grade} />
          </li>
        ))}
      </ul>
      {not_checked.length > 0 && (
        <details class="refused">
          <summary>{t("law.notChecked", { n: not_checked.length })}</summary>
          <ul class="notes" lang="en">
            {not_checked.map((one) => (
              <li key={one}>{sentence(one)}</li>
            ))}
          </ul>
        </details>
      )}
      {conditions.length > 0 && (
        <p class="note" lang="en">
          {sentence(note)}
        </p>
      )}
    </section>
  );
}
