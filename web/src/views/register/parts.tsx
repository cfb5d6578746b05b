// The parts of the register: the chain in time, the matrix of who is to act, and reading a communiqué.
import { Icon } from "../../frame/icons.tsx";
import { t } from "../../i18n/index.ts";
import { go } from "../../url.ts";

const PARTS = [
  [null, "register.chain"],
  ["matrix", "matrix.name"],
] as const;

export function Parts({ shown }: { shown: "matrix" | null }) {
  return (
    <nav class="buttons" aria-label={t("register.parts")}>
      {PARTS.map(([part, name]) => (
        <button
          type="button"
          key={name}
          class="part-button"
          aria-current={part === shown ? "page" : undefined}
          onClick={() => go({ part, entry: null, cell: null })}
        >
          {t(name)}
        </button>
      ))}
      <button type="button" class="open" onClick={() => go({ part: "readout", entry: null, cell: null })}>
        <Icon name="register" size={16} />
        {t("readout.open")}
      </button>
    </nav>
  );
}
