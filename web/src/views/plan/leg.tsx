// One leg: how long its goods stand, wait and run; opened, its service, papers, money and sources.

import { Sources } from "../../charts/sources.tsx";
import { Icon } from "../../frame/icons.tsx";
import { day, durationRange, kilograms, longDay, number, percent, usdRange } from "../../i18n/format.ts";
import { t, word } from "../../i18n/index.ts";
import { iconOf } from "./strip.tsx";
import type { Itinerary, Leg } from "./types.ts";
import { hoursOf, legMode, partsOf } from "./words.ts";

interface Props {
  leg: Leg;
  number: number;
  longest: number;
  open: boolean;
  way: Itinerary;
  onToggle: () => void;
  onClose: (id: string) => void;
}

export function LegRow({ leg, number: count, longest, open, way, onToggle, onClose }: Props) {
  const mode = legMode(leg);
  const weak = leg.grade === "assumed" || leg.grade === "estimated";
  const says = partsOf(leg)
    .map(({ part, text }) => `${t(`leg.${part}`)} ${text}`)
    .join(", ");
  return (
    <div class={`leg mode-${mode} ${open ? "opened" : ""}`}>
      <button type="button" class="leg-head" aria-expanded={open} onClick={onToggle}>
        <Icon name={iconOf(leg.mode)} />
        <span class="leg-name">
          <b>{word("mode", mode)}</b>
          <span lang="en">{leg.service ? leg.service_name : ""}</span>
        </span>
        <Icon name={open ? "up" : "down"} size={16} />
        <span class="leg-bar" style={{ width: `${Math.max(8, (hoursOf(leg) / longest) * 100)}%` }}>
          {partsOf(leg).map(({ part, hours }) => (
            <i key={part} class={`${part} ${weak && part !== "run" ? "weak" : ""}`} style={{ flexGrow: hours }} />
          ))}
        </span>
        <span class="note leg-parts">{says}</span>
      </button>
      {open && <LegSheet leg={leg} count={count} way={way} onClose={onClose} />}
    </div>
  );
}

function LegSheet({
  leg,
  count,
  way,
  onClose,
}: {
  leg: Leg;
  count: number;
  way: Itinerary;
  onClose: (id: string) => void;
}) {
  const lines = way.price_lines.filter((line) => line.leg === count - 1);
  const papers = way.papers.carriage.filter((paper) => paper.legs.includes(count));
  const facts: [string, string][] = [
    [t("leg.dwell"), durationRange(leg.dwell_h.p10, leg.dwell_h.p90)],
    [t("leg.wait"), durationRange(leg.wait_h.p10, leg.wait_h.p90)],
    [t("leg.run"), durationRange(leg.run_h.p10, leg.run_h.p90)],
    [t("leg.distance"), t("unit.km", { n: Math.round(leg.distance_km) })],
    [t("plan.co2e"), kilograms(leg.co2e_kg)],
    [t("leg.late"), percent(leg.late_share)],
  ];
  if (leg.operator) facts.unshift([t("leg.operator"), leg.operator]);
  if (leg.sold_as) facts.push([t("leg.soldAs"), word("sold", leg.sold_as)]);
  if (leg.book_by) facts.push([t("leg.bookBy"), longDay(leg.book_by)]);
  if (leg.min_units) facts.push([t("leg.minUnits"), number(leg.min_units)]);
  return (
    <div class="leg-sheet">
      <dl class="facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <p class="note">{t("leg.band", { from: day(leg.arrive.p10), to: day(leg.arrive.p90) })}</p>
      {(leg.change_note || leg.power_note || leg.borders.length > 0 || leg.hazards.length > 0) && (
        <ul class="notes" lang="en">
          {[leg.change_note, leg.power_note, ...leg.borders, ...leg.hazards].filter(Boolean).map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      )}
      <Sources keys={leg.sources} grade={leg.grade} />
      {lines.length > 0 && (
        <section>
          <h4>{t("leg.money")}</h4>
          <ul class="money">
            {lines.map((line) => (
              <li key={`${line.kind} ${line.what} ${line.scope}`}>
                <span lang="en">{line.what}</span>
                <span class="money-band">
                  {line.cost_usd ? usdRange(line.cost_usd.p10, line.cost_usd.p90) : t("leg.noPrice")}
                </span>
                <p class="note" lang="en">
                  {[line.scope, line.why].filter(Boolean).join(" · ")}
                </p>
                {line.sources.length > 0 && <Sources keys={line.sources} grade={line.grade} />}
              </li>
            ))}
          </ul>
        </section>
      )}
      {papers.length > 0 && (
        <section>
          <h4>{t("leg.papers")}</h4>
          <ul class="papers">
            {papers.map((paper) => (
              <li key={paper.document}>
                <span lang="en">{paper.document}</span>
                <p class="note" lang="en">
                  {[paper.issuer, paper.act].filter(Boolean).join(" · ")}
                </p>
                <Sources keys={paper.sources} grade={paper.grade} />
              </li>
            ))}
          </ul>
        </section>
      )}
      {leg.links.length > 0 && (
        <details class="links">
          <summary>{t("leg.links", { n: leg.links.length })}</summary>
          <p class="note">{t("leg.linksHint")}</p>
          {leg.links.map(({ id }) => (
            <button
              type="button"
              class="source"
              key={id}
              onClick={() => onClose(id)}
              title={t("whatif.closeIt", { name: id })}
            >
              {id}
            </button>
          ))}
        </details>
      )}
    </div>
  );
}
