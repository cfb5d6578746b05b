// A field for a place: it offers what the server finds while one types, by mouse and by keyboard.
import { useEffect, useId, useRef, useState } from "preact/hooks";
import { getJson, useAnswer } from "../../api/client.ts";
import { country } from "../../i18n/format.ts";
import { t } from "../../i18n/index.ts";
import type { Place } from "./types.ts";

interface Props {
  label: string;
  value: string;
  /** The name of the value, where the caller knows it. */
  name?: string | undefined;
  wrong?: string | undefined;
  onChange: (place: string, name: string) => void;
}

export function PlaceField({ label, value, name, wrong, onChange }: Props) {
  const id = useId();
  const [text, setText] = useState(name ?? value);
  const [open, setOpen] = useState(false);
  const [at, setAt] = useState(0);
  const typed = useRef(false);
  const asked = typed.current && text.trim().length > 1 ? text.trim() : null;
  const { data } = useAnswer<{ asked: string; places: Place[] }>(asked, async (signal) => ({
    asked: asked as string,
    places: await getJson("/places", { q: asked, limit: 6 }, signal),
  }));
  const named = useAnswer<Place[]>(value && !name && !typed.current ? `name ${value}` : null, (signal) =>
    getJson("/places", { q: value, limit: 1 }, signal),
  ).data?.[0];

  useEffect(() => {
    if (!typed.current) setText(name ?? (named?.id === value ? named.name : value));
  }, [name, value, named]);

  const found = open && asked ? (data?.places ?? []) : [];
  // What is offered may still be for the letters before: Enter takes nothing of it, but waits for its own answer.
  const fresh = data?.asked === asked;
  const wanted = useRef(false);
  useEffect(() => {
    if (!fresh || !wanted.current) return;
    wanted.current = false;
    if (found[0]) choose(found[0]);
  });
  const choose = (place: Place) => {
    typed.current = false;
    setText(place.name);
    setOpen(false);
    onChange(place.id, place.name);
  };
  const key = (event: KeyboardEvent) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      setOpen(true);
      setAt((before) => (before + (event.key === "ArrowDown" ? 1 : found.length - 1)) % Math.max(found.length, 1));
    } else if (event.key === "Enter" && open && asked && (!fresh || found[at])) {
      event.preventDefault();
      if (fresh && found[at]) choose(found[at]);
      else wanted.current = true;
    } else if (event.key === "Escape") setOpen(false);
  };
  return (
    <div class="place">
      <label for={id}>{label}</label>
      <input
        id={id}
        role="combobox"
        aria-expanded={found.length > 0}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={fresh && found[at] ? `${id}-${at}` : undefined}
        aria-invalid={wrong ? true : undefined}
        aria-describedby={wrong ? `${id}-wrong` : undefined}
        autocomplete="off"
        spellcheck={false}
        value={text}
        placeholder={t("plan.placeHint")}
        onInput={(event) => {
          typed.current = true;
          setText(event.currentTarget.value);
          wanted.current = false;
          setAt(0);
          setOpen(true);
          onChange(event.currentTarget.value.trim(), event.currentTarget.value.trim());
        }}
        onFocus={(event) => event.currentTarget.select()}
        onBlur={() => setOpen(false)}
        onKeyDown={key}
      />
      {found.length > 0 && (
        <div class="place-list" role="listbox" id={`${id}-list`} aria-label={label}>
          {found.map((place, index) => (
            <div
              key={place.id}
              role="option"
              tabIndex={-1}
              id={`${id}-${index}`}
              aria-selected={fresh && index === at}
              onPointerDown={(event) => {
                event.preventDefault();
                choose(place);
              }}
            >
              <span>{place.name}</span>
              <span class="note">{`${country(place.country)} · ${place.id}`}</span>
            </div>
          ))}
        </div>
      )}
      {wrong && (
        <p class="wrong" id={`${id}-wrong`} lang="en">
          {wrong}
        </p>
      )}
    </div>
  );
}
