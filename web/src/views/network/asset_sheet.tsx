// One asset of the network: every attribute with its three points, its grade and its sources.
import { getJson, useAnswer } from "../../api/client.ts";
import { BandLine } from "../../charts/band.tsx";
import { Sources } from "../../charts/sources.tsx";
import { Icon } from "../../frame/icons.tsx";
import { Failure, Skeleton } from "../../frame/states.tsx";
import { country, longDay, number } from "../../i18n/format.ts";
import { t, word } from "../../i18n/index.ts";
import type { Asset, Attribute, Sourced } from "./types.ts";

export function AssetSheet({ id, day, onBack }: { id: string; day: string; onBack: () => void }) {
  const { data, error, waiting, slow, again } = useAnswer<Asset>(`${id} ${day}`, (signal) =>
    getJson(`/network/assets/${encodeURIComponent(id)}`, { date: day }, signal),
  );
  return (
    <article class="asset">
      <button type="button" class="quiet back" onClick={onBack}>
        <Icon name="left" size={16} />
        {t("network.back")}
      </button>
      {error ? <Failure error={error} onAgain={again} /> : null}
      {!data && waiting && <Skeleton rows={4} slow={slow} />}
      {data && (
        <>
          <header>
            <h2>{data.name}</h2>
            <p class="note">{`${word("table", data.table)} · ${data.id} · ${longDay(data.date)}`}</p>
          </header>
          {data.closures.map((one) => (
            <p key={one.id} class="shut">
              <b>{t("network.shutFrom", { period: period(one) })}</b> <span lang="en">{one.note}</span>
            </p>
          ))}
          <Sources keys={data.sources} grade={data.grade} />
          <Attributes of={data.attributes} row={data} />
          {data.parts.map((part) => (
            <details key={`${part.table} ${part.title}`} class="part">
              <summary>
                <PartTitle of={part.title} />
              </summary>
              {part.note && (
                <p class="note" lang="en">
                  {part.note}
                </p>
              )}
              <Sources keys={part.sources} grade={part.grade} />
              <Attributes of={part.attributes} row={part} />
            </details>
          ))}
          {data.services.length > 0 && (
            <details class="part">
              <summary>{t("network.services", { n: data.services.length })}</summary>
              <ul class="rows">
                {data.services.map((one) => (
                  <li key={one.id}>
                    <b lang="en">{one.name}</b>
                    <p class="note">
                      {[one.operator, word("mode", one.mode), word("status", one.status)].filter(Boolean).join(" · ")}
                    </p>
                    <Sources keys={one.sources} grade={one.grade} />
                  </li>
                ))}
              </ul>
            </details>
          )}
          {data.restrictions.length > 0 && (
            <details class="part">
              <summary>{t("network.rules", { n: data.restrictions.length })}</summary>
              <ul class="rows">
                {data.restrictions.map((one) => (
                  <li key={one.id}>
                    <b lang="en">{one.name}</b>
                    <p class="note">{`${word("effect", one.effect)} · ${period(one)}`}</p>
                    <Sources keys={one.sources} grade={one.grade} />
                  </li>
                ))}
              </ul>
            </details>
          )}
        </>
      )}
    </article>
  );
}

/** From when until when a row holds. */
export function period({ valid_from, valid_to }: Pick<Sourced, "valid_from" | "valid_to">): string {
  if (valid_from && valid_to) return t("network.fromTo", { from: longDay(valid_from), to: longDay(valid_to) });
  if (valid_from) return t("network.since", { from: longDay(valid_from) });
  return valid_to ? t("network.until", { to: longDay(valid_to) }) : t("network.always");
}

/** The attributes of a row; grade and sources stand with one only where they are not those of the row. */
function Attributes({ of, row }: { of: readonly Attribute[]; row: Pick<Sourced, "grade" | "sources"> }) {
  const own = ({ grade, sources }: Pick<Attribute, "grade" | "sources">) =>
    grade !== row.grade || sources.join() !== row.sources.join();
  const told = of.filter(
    ({ value, triple }) => triple || (value !== null && value !== "" && !(Array.isArray(value) && !value.length)),
  );
  return (
    <dl class="attributes">
      {told.map((one) => (
        <div key={one.name}>
          <dt title={one.meaning}>{word("attribute", one.name).replaceAll("_", " ")}</dt>
          <dd>
            {one.triple ? <Triple of={one} /> : <span lang="en">{writtenOf(one)}</span>}
            {own(one) && <Sources keys={one.sources} grade={one.grade} />}
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** A value in words where the page has them: kinds, modes and countries are codes in the data. */
function writtenOf({ name, value, text, unit }: Attribute): string {
  const words = WORDS[name];
  const one = (given: unknown): string => {
    if (typeof given === "number") return number(given, 2);
    return words ? words(String(given)) : String(given);
  };
  const said = text ?? (Array.isArray(value) ? value.map(one).join(", ") : one(value));
  if (unit === "degree") return `${said}°`;
  return unit ? `${said} ${word("measure", unit)}` : said;
}

const WORDS: Record<string, (value: string) => string> = {
  country,
  countries: country,
  from_country: country,
  to_country: country,
  kind: (value) => word("place", value),
  mode: (value) => word("mode", value),
  handling: (value) => word("mode", value),
};

/** The title of a crossing (`rail PL>BY`) or of a change (`road-rail_1520`) in words, else as it stands. */
function PartTitle({ of }: { of: string }) {
  const [, mode, from, to] = /^(\w+) ([A-Z]{2})>([A-Z]{2})$/.exec(of) ?? [];
  if (mode && from && to) return <span>{`${word("mode", mode)}: ${country(from)} → ${country(to)}`}</span>;
  const [, one, other] = /^(\w+)-(\w+)$/.exec(of) ?? [];
  if (one && other) return <span>{`${word("mode", one)} → ${word("mode", other)}`}</span>;
  return <span lang="en">{of}</span>;
}

function Triple({ of }: { of: Attribute }) {
  const { low, typical, high } = of.triple ?? { low: 0, typical: 0, high: 0 };
  const said = `${number(low, 2)} – ${number(typical, 2)} – ${number(high, 2)} ${of.unit ? word("measure", of.unit) : ""}`;
  return (
    <>
      <BandLine p10={low} p50={typical} p90={high} low={0} high={high * 1.1 || 1} label={said} />
      <span>{said}</span>
      {of.statistic && <span class="note" lang="en">{` ${of.statistic}`}</span>}
    </>
  );
}
