// A field for a day: written and read in the manner of the page's language, with a calendar beside it.
import { useEffect, useId, useLayoutEffect, useRef, useState } from "preact/hooks";
import { monthName, moved, readDay, weekdays, weeksOf, writtenDay } from "../i18n/dates.ts";
import { longDay } from "../i18n/format.ts";
import { t } from "../i18n/index.ts";
import { Icon } from "./icons.tsx";

interface Props {
  label: string;
  /** As `2025-10-01`; blank where none is given. */
  value: string;
  min?: string | undefined;
  max?: string | undefined;
  /** What is wrong with it, in the words of whoever checks it. */
  wrong?: string | undefined;
  onChange: (day: string) => void;
}

const written = (value: string) => (readDay(value) ? writtenDay(value) : value);

export function DateField({ label, value, min, max, wrong, onChange }: Props) {
  const id = useId();
  const [text, setText] = useState(written(value));
  const [open, setOpen] = useState(false);
  const [left, setLeft] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // What is typed stays as it is typed, also where it is no day.
    if ((readDay(text) ?? "") !== value) setText(written(value));
  }, [value]);
  useEffect(() => {
    if (!open) return;
    const away = (event: Event) => {
      if (!box.current?.contains(event.target as Node)) setOpen(false);
    };
    document.addEventListener("pointerdown", away);
    return () => document.removeEventListener("pointerdown", away);
  }, [open]);
  const unread = left && text.trim() !== "" && readDay(text) === null;
  const said = unread ? t("date.wrong", { example: writtenDay("2025-10-01") }) : wrong;
  const close = () => {
    setOpen(false);
    button.current?.focus();
  };
  return (
    <div
      class="field date"
      ref={box}
      onFocusOut={(event) => {
        const next = event.relatedTarget;
        // A day that had the focus goes with its month: then the focus goes nowhere, and the calendar stays.
        if (next instanceof Node && !box.current?.contains(next)) setOpen(false);
      }}
    >
      <label for={id}>{label}</label>
      <div class="date-box">
        <input
          id={id}
          autocomplete="off"
          spellcheck={false}
          value={text}
          placeholder={writtenDay("2025-10-01")}
          aria-invalid={said ? true : undefined}
          aria-describedby={said ? `${id}-wrong` : undefined}
          onInput={(event) => {
            setLeft(false);
            setText(event.currentTarget.value);
            onChange(readDay(event.currentTarget.value) ?? "");
          }}
          onBlur={() => {
            setLeft(true);
            const day = readDay(text);
            if (day) setText(writtenDay(day));
          }}
        />
        <button
          type="button"
          class="quiet"
          ref={button}
          aria-haspopup="dialog"
          aria-expanded={open}
          aria-label={`${t("date.choose")}: ${label}`}
          title={t("date.choose")}
          onClick={() => setOpen(!open)}
        >
          <Icon name="calendar" />
        </button>
      </div>
      {open && (
        <Calendar
          label={label}
          value={readDay(value)}
          min={min}
          max={max}
          onClose={close}
          onChoose={(day) => {
            setText(writtenDay(day));
            setLeft(false);
            onChange(day);
            close();
          }}
        />
      )}
      {said && (
        <p class="wrong" id={`${id}-wrong`} lang={unread ? undefined : "en"}>
          {said}
        </p>
      )}
    </div>
  );
}

interface CalendarProps {
  label: string;
  value: string | null;
  min: string | undefined;
  max: string | undefined;
  onChoose: (day: string) => void;
  onClose: () => void;
}

function Calendar({ label, value, min = "1900-01-01", max = "2199-12-31", onChoose, onClose }: CalendarProps) {
  const within = (day: string) => (day < min ? min : day > max ? max : day);
  const today = new Date().toISOString().slice(0, 10);
  const [at, setAt] = useState(within(value ?? today));
  const box = useRef<HTMLDivElement>(null);
  const moving = useRef(true);
  // With the picture, not after it: the next key may follow at once.
  useLayoutEffect(() => {
    if (!moving.current) return;
    const day = box.current?.querySelector<HTMLElement>('[tabindex="0"][data-day]');
    day?.focus();
    box.current?.scrollIntoView({ block: "nearest" });
    moving.current = false;
  }, [at]);
  const go = (by: { days?: number; months?: number }, byKey = true) => {
    moving.current = byKey;
    setAt((before) => within(moved(before, by)));
  };
  const [year = 0, month = 0] = at.split("-").map(Number);
  const weekday = (new Date(`${at}T00:00:00Z`).getUTCDay() + 6) % 7;
  const keys: Record<string, { days?: number; months?: number }> = {
    ArrowLeft: { days: -1 },
    ArrowRight: { days: 1 },
    ArrowUp: { days: -7 },
    ArrowDown: { days: 7 },
    Home: { days: -weekday },
    End: { days: 6 - weekday },
    PageUp: { months: -1 },
    PageDown: { months: 1 },
  };
  const key = (event: KeyboardEvent) => {
    const inGrid = event.target instanceof HTMLElement && event.target.dataset.day !== undefined;
    const by = keys[event.key];
    if (event.key === "Escape") {
      event.stopPropagation();
      onClose();
    } else if (by && inGrid) {
      event.preventDefault();
      go(by.months && event.shiftKey ? { months: by.months * 12 } : by);
    }
  };
  const step = (months: number, name: "date.yearBack" | "date.monthBack" | "date.monthOn" | "date.yearOn") => (
    <button type="button" class="quiet" aria-label={t(name)} title={t(name)} onClick={() => go({ months }, false)}>
      <Icon name={months < 0 ? "left" : "right"} size={16} />
      {Math.abs(months) === 12 && <Icon name={months < 0 ? "left" : "right"} size={16} />}
    </button>
  );
  return (
    <div
      class="calendar"
      role="dialog"
      tabIndex={-1}
      aria-label={`${t("date.choose")}: ${label}`}
      ref={box}
      onKeyDown={key}
    >
      <div class="calendar-head">
        {step(-12, "date.yearBack")}
        {step(-1, "date.monthBack")}
        <b aria-live="polite">{monthName(year, month)}</b>
        {step(1, "date.monthOn")}
        {step(12, "date.yearOn")}
      </div>
      <table>
        <thead>
          <tr>
            {weekdays().map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeksOf(year, month).map((week) => (
            <tr key={week.find(Boolean)}>
              {week.map((day, index) => (
                <td key={day ?? index}>
                  {day && (
                    <button
                      type="button"
                      class="quiet"
                      data-day={day}
                      tabIndex={day === at ? 0 : -1}
                      disabled={day < min || day > max}
                      aria-pressed={day === value}
                      aria-current={day === today ? "date" : undefined}
                      aria-label={longDay(`${day}T00:00:00Z`)}
                      onClick={() => onChoose(day)}
                    >
                      {Number(day.slice(8))}
                    </button>
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
