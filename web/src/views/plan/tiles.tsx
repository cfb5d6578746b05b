// "What are you shipping?": the six fields of cooperation as tiles, and other.
import { Icon } from "../../frame/icons.tsx";
import { t } from "../../i18n/index.ts";
import { TILES, tileOf } from "./query.ts";

export function Tiles({ cargo, onChange }: { cargo: string | undefined; onChange: (cargo: string) => void }) {
  const chosen = tileOf(cargo);
  const tile = TILES.find((one) => one.field === chosen);
  return (
    <fieldset class="tiles">
      <legend>{t("plan.what")}</legend>
      <div class="tile-grid">
        {TILES.map(({ field, icon, cargos }) => (
          <label class="tile" key={field}>
            <input
              type="radio"
              name="field"
              class="only-read"
              checked={field === chosen}
              onChange={() => onChange(cargos[0])}
            />
            <Icon name={icon} />
            <span>{t(`field.${field}`)}</span>
          </label>
        ))}
      </div>
      {tile && tile.cargos.length > 1 && (
        <div class="kinds">
          {tile.cargos.map((one) => (
            <label class="kind" key={one}>
              <input
                type="radio"
                name="cargo"
                class="only-read"
                checked={(cargo ?? "general") === one}
                onChange={() => onChange(one)}
              />
              {t(`cargo.${one}`)}
            </label>
          ))}
        </div>
      )}
    </fieldset>
  );
}
