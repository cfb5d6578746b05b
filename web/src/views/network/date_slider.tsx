// The day on which the network is looked at: a slider over all years of the data, and a field for an exact day.
import { useEffect, useState } from "preact/hooks";
import { DateField } from "../../frame/date_field.tsx";
import { longDay } from "../../i18n/format.ts";
import { t } from "../../i18n/index.ts";
import { dayAt, dayNumber, within } from "./days.ts";

interface Props {
  day: string;
  first: string;
  last: string;
  onChange: (day: string) => void;
}

const PAUSE_MS = 160;

export function DateSlider({ day, first, last, onChange }: Props) {
  const [at, setAt] = useState(day);
  useEffect(() => setAt(day), [day]);
  useEffect(() => {
    if (at === day) return;
    const timer = setTimeout(() => onChange(at), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [at, day, onChange]);
  const years: number[] = [];
  for (let year = Number(first.slice(0, 4)); year <= Number(last.slice(0, 4)); year += 1) years.push(year);
  const most = dayNumber(last, first);
  return (
    <div class="date-slider">
      <DateField
        label={t("network.day")}
        value={at}
        min={first}
        max={last}
        onChange={(given) => given && setAt(within(given, first, last))}
      />
      <input
        type="range"
        class="slider"
        min={0}
        max={most}
        value={dayNumber(at, first)}
        aria-label={t("network.day")}
        aria-valuetext={longDay(at)}
        onInput={(event) => setAt(dayAt(Number(event.currentTarget.value), first))}
      />
      <div class="slider-years" aria-hidden="true">
        {years
          .filter((year) => (year - (years[0] ?? 0)) % 2 === 1)
          .map((year) => (
            <span key={year} style={{ left: `${(dayNumber(`${year}-01-01`, first) / most) * 100}%` }}>
              {year}
            </span>
          ))}
      </div>
    </div>
  );
}
