// What is shut on the day, what changes around it, and the rules in force.
import { useState } from "preact/hooks";
import { getJson, useAnswer } from "../../api/client.ts";
import { Sources } from "../../charts/sources.tsx";
import { country, day as dayName, longDay } from "../../i18n/format.ts";
import { t, word } from "../../i18n/index.ts";
import { period } from "./asset_sheet.tsx";
import { around } from "./days.ts";
import type { ClosureProperties, Collection, NetworkChange, RestrictionProperties } from "./types.ts";

interface ClosedProps {
  closures: Collection<ClosureProperties>;
  onOpen: (id: string) => void;
  onLight: (id: string | null) => void;
}

export function ShutToday({ closures, onOpen, onLight }: ClosedProps) {
  const { features } = closures;
  return (
    <section>
      <h3>{t("network.shut", { n: features.length })}</h3>
      {features.length === 0 && <p class="note">{t("network.shutNone")}</p>}
      <ul class="rows">
        {features.map(({ properties: one }) => (
          <li
            key={`${one.id} ${one.what}`}
            onPointerEnter={() => onLight(one.what)}
            onPointerLeave={() => onLight(null)}
          >
            <button type="button" class="row-open" onClick={() => onOpen(one.what)}>
              <i class="ring" />
              {one.name}
            </button>
            <p class="note">{period(one)}</p>
            <Sources keys={one.sources} grade={one.grade} />
          </li>
        ))}
      </ul>
    </section>
  );
}

const DAYS = 30;

export function ChangesAround({
  day,
  first,
  last,
  onDay,
}: {
  day: string;
  first: string;
  last: string;
  onDay: (day: string) => void;
}) {
  const span = around(day, DAYS, first, last);
  const { data } = useAnswer<{ changes: NetworkChange[] }>(`changes ${span.from} ${span.to}`, (signal) =>
    getJson("/network/changes", span, signal),
  );
  if (!data) return null;
  if (data.changes.length === 0) return <p class="note">{t("network.changes", { n: 0, days: DAYS })}</p>;
  return (
    <details class="part">
      <summary>{t("network.changes", { n: data.changes.length, days: DAYS })}</summary>
      <ul class="rows">
        {data.changes.map((one) => (
          <li key={`${one.date} ${one.event} ${one.id}`}>
            <button type="button" class="row-open" aria-pressed={one.date === day} onClick={() => onDay(one.date)}>
              <b>{dayName(one.date)}</b>
              {` ${word("event", one.event)}`}
            </button>
            <p lang="en">{one.name}</p>
            {one.note && (
              <p class="note" lang="en">
                {one.note}
              </p>
            )}
            <Sources keys={one.sources} grade={one.grade} />
          </li>
        ))}
      </ul>
    </details>
  );
}

export function Rules({ day }: { day: string }) {
  const [open, setOpen] = useState(false);
  const { data } = useAnswer<Collection<RestrictionProperties>>(open ? `rules ${day}` : null, (signal) =>
    getJson("/network", { date: day, layer: "restrictions" }, signal),
  );
  return (
    <details class="part" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t("network.rulesOf", { day: longDay(day) })}</summary>
      <ul class="rows">
        {data?.features.map(({ properties: one }) => (
          <li key={one.id}>
            <b lang="en">{one.name}</b>
            <p class="note">{`${word("effect", one.effect)} · ${one.countries.map(country).join(", ")} · ${period(one)}`}</p>
            {one.act && (
              <p class="note" lang="en">
                {one.act}
              </p>
            )}
            <Sources keys={one.sources} grade={one.grade} />
          </li>
        ))}
      </ul>
    </details>
  );
}
