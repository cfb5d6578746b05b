// Language and appearance, folded behind one button of the rail.
import { useEffect, useRef, useState } from "preact/hooks";
import { giveKey, shownPart, useKey } from "../api/key.ts";
import { LANGUAGE_NAMES, LANGUAGES, type Language, language, t } from "../i18n/index.ts";
import { Field } from "./field.tsx";
import { Icon } from "./icons.tsx";
import type { Appearance } from "./preferences.ts";

export interface SettingsProps {
  appearance: Appearance;
  onLanguage: (language: Language) => void;
  onAppearance: (appearance: Appearance) => void;
}

export function Settings({ appearance, onLanguage, onAppearance }: SettingsProps) {
  const [open, setOpen] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const { token } = useKey();
  useEffect(() => {
    if (!open) return;
    const away = (event: Event) => {
      if (event instanceof KeyboardEvent ? event.key === "Escape" : !box.current?.contains(event.target as Node)) {
        setOpen(false);
      }
    };
    document.addEventListener("pointerdown", away);
    document.addEventListener("keydown", away);
    return () => {
      document.removeEventListener("pointerdown", away);
      document.removeEventListener("keydown", away);
    };
  }, [open]);

  const name = `${t("app.language")}, ${t("app.theme")}`;
  return (
    <div class="settings" ref={box}>
      <button type="button" aria-expanded={open} title={name} onClick={() => setOpen(!open)}>
        <Icon name="settings" />
        <span class="only-read">{name}</span>
        <span>{language().toUpperCase()}</span>
      </button>
      {open && (
        <div class="settings-sheet">
          <Field label={t("app.language")}>
            {(id) => (
              <select
                id={id}
                value={language()}
                onChange={(event) => onLanguage(event.currentTarget.value as Language)}
              >
                {LANGUAGES.map((one) => (
                  <option key={one} value={one} lang={one}>
                    {LANGUAGE_NAMES[one]}
                  </option>
                ))}
              </select>
            )}
          </Field>
          <Field label={t("app.theme")}>
            {(id) => (
              <select
                id={id}
                value={appearance}
                onChange={(event) => onAppearance(event.currentTarget.value as Appearance)}
              >
                {(["auto", "light", "dark"] as const).map((one) => (
                  <option key={one} value={one}>
                    {t(`theme.${one}`)}
                  </option>
                ))}
              </select>
            )}
          </Field>
          {token && (
            <div class="field">
              <p class="note">{t("key.held", { name: shownPart(token) })}</p>
              <button type="button" onClick={() => giveKey(null)}>
                {t("key.forget")}
              </button>
            </div>
          )}
        </div>
      )}
    </div>
  );
}
