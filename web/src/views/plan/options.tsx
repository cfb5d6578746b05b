// The options of a question that most people leave as they are.
import { DateField } from "../../frame/date_field.tsx";
import { Field } from "../../frame/field.tsx";
import { t } from "../../i18n/index.ts";
import { type AskedKey, type Draft, MODES_ASKED, UNITS } from "./query.ts";

interface Props {
  draft: Draft;
  wrong: (key: AskedKey) => string | undefined;
  onChange: (change: Draft) => void;
}

const NUMBERS = ["units", "payload", "value"] as const;
const TEXTS = ["temp", "hs", "un", "incoterm", "via", "avoid"] as const;

export function Options({ draft, wrong, onChange }: Props) {
  const modes = (draft.modes ?? "").split(",").filter(Boolean);
  const fault = (key: AskedKey) =>
    wrong(key) && (
      <p class="wrong" lang="en">
        {wrong(key)}
      </p>
    );
  return (
    <div class="options">
      <Field whole label={t("plan.unit")}>
        {(id) => (
          <select id={id} value={draft.unit ?? ""} onChange={(event) => onChange({ unit: event.currentTarget.value })}>
            <option value="">{t("plan.unitUsual")}</option>
            {UNITS.map((unit) => (
              <option key={unit} value={unit}>
                {t(`unitKind.${unit}`)}
              </option>
            ))}
          </select>
        )}
      </Field>
      {NUMBERS.map((key) => (
        <Field key={key} label={t(`plan.${key}`)}>
          {(id) => (
            <>
              <input
                id={id}
                inputMode="decimal"
                value={draft[key] ?? ""}
                placeholder={t("plan.usual")}
                aria-invalid={wrong(key) ? true : undefined}
                onInput={(event) => onChange({ [key]: event.currentTarget.value.trim() })}
              />
              {fault(key)}
            </>
          )}
        </Field>
      ))}
      {TEXTS.map((key) => (
        <Field key={key} whole={key === "incoterm"} label={t(`plan.${key}`)}>
          {(id) => (
            <>
              <input
                id={id}
                value={draft[key] ?? ""}
                placeholder={t(`plan.${key}Hint`)}
                aria-invalid={wrong(key) ? true : undefined}
                onInput={(event) => onChange({ [key]: event.currentTarget.value.trim() })}
              />
              {fault(key)}
            </>
          )}
        </Field>
      ))}
      <Field label={t("plan.owner")}>
        {(id) => (
          <select
            id={id}
            value={draft.owner ?? ""}
            onChange={(event) => onChange({ owner: event.currentTarget.value })}
          >
            <option value="">{t("plan.ownerUsual")}</option>
            <option value="coc">{t("plan.owner.coc")}</option>
            <option value="soc">{t("plan.owner.soc")}</option>
          </select>
        )}
      </Field>
      <DateField
        label={t("plan.deadline")}
        value={draft.deadline ?? ""}
        min="2015-01-01"
        wrong={wrong("deadline")}
        onChange={(deadline) => onChange({ deadline })}
      />
      <fieldset class="modes">
        <legend>{t("plan.modes")}</legend>
        {MODES_ASKED.map((mode) => (
          <label class="check" key={mode}>
            <input
              type="checkbox"
              checked={modes.length === 0 || modes.includes(mode)}
              onChange={(event) => {
                const all = modes.length === 0 ? [...MODES_ASKED] : modes;
                const next = event.currentTarget.checked ? [...all, mode] : all.filter((one) => one !== mode);
                onChange({ modes: next.length === MODES_ASKED.length ? "" : next.join(",") });
              }}
            />
            {t(`mode.${mode}`)}
          </label>
        ))}
      </fieldset>
    </div>
  );
}
