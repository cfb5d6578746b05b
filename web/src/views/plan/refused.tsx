// Ways that were refused, why, and what would open them; and what could not be checked.
import { t, word } from "../../i18n/index.ts";
import { go } from "../../url.ts";
import { changesOf, withoutFlags } from "./repairs.ts";
import type { Plan } from "./types.ts";

export function RefusedWays({ plan, open }: { plan: Plan; open: boolean }) {
  if (plan.refused.length === 0) return null;
  return (
    <details class="refused" open={open}>
      <summary>{t("refused.title", { n: plan.refused.length })}</summary>
      <ul lang="en">
        {plan.refused.map(({ what, why, repair }) => (
          <li key={`${what} ${why}`}>
            <b>{what}</b>
            <p>{sentence(withoutFlags(why))}</p>
            {repair && (
              <p class="repair">
                <span lang={document.documentElement.lang}>{t("refused.repair")}</span> {sentence(withoutFlags(repair))}
              </p>
            )}
            {repair && <RepairButtons repair={repair} />}
          </li>
        ))}
      </ul>
    </details>
  );
}

function RepairButtons({ repair }: { repair: string }) {
  const changes = changesOf(repair);
  if (changes.length === 0) return null;
  return (
    <div class="buttons" lang={document.documentElement.lang}>
      {changes.map(({ key, value }) => (
        <button
          type="button"
          key={`${key} ${value}`}
          onClick={() => go({ [key]: value, way: null, leg: null, show: null, compare: null })}
        >
          {t("refused.try", { what: word("unitKind", word("shipment", value)) })}
        </button>
      ))}
    </div>
  );
}

export function NotChecked({ plan }: { plan: Plan }) {
  const said = [...plan.not_checked, ...plan.practices];
  if (said.length === 0) return null;
  return (
    <details class="refused">
      <summary>{t("plan.notChecked", { n: said.length })}</summary>
      <ul class="notes" lang="en">
        {said.map((one) => (
          <li key={one}>{sentence(one)}</li>
        ))}
      </ul>
    </details>
  );
}

/** A text of the server as a sentence. */
export function sentence(text: string): string {
  const begun = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?]$/.test(begun) ? begun : `${begun}.`;
}
