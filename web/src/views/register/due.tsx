// What is due: overdue has a clear mark, unknown one of its own, hollow and not grey.
import { longDay } from "../../i18n/format.ts";
import { t } from "../../i18n/index.ts";
import { titleOf } from "./titles.ts";
import type { Due, Standing } from "./types.ts";
import { whenSaid } from "./when.ts";

const GROUPS = ["overdue", "coming", "in_progress", "waiting", "unknown"] as const;

export function DueItems({ due, onChoose }: { due: Due; onChoose: (id: string) => void }) {
  return (
    <section>
      <h2>{t("register.due", { day: longDay(due.on) })}</h2>
      {GROUPS.filter((group) => due[group].length > 0).map((group) => (
        <details key={group} class="part" open={group === "overdue"}>
          <summary>
            <i class={`state ${group}`} /> {`${t(`state.${group}`)} (${due[group].length})`}
          </summary>
          <ul class="rows">
            {due[group].map((one) => (
              <DueItem key={one.id} of={one} onChoose={onChoose} />
            ))}
          </ul>
        </details>
      ))}
    </section>
  );
}

function DueItem({ of, onChoose }: { of: Standing; onChoose: (id: string) => void }) {
  return (
    <li>
      <button type="button" class="row-open" onClick={() => onChoose(of.id)}>
        <span lang={titleOf(of).lang}>{titleOf(of).title}</span>
      </button>
      <p class="note">
        {[
          of.due && t("register.dueBy", { when: whenSaid(of.due.text) }),
          of.overdue_days > 0 && t("register.overdueDays", { n: of.overdue_days }),
          t("register.silent", { n: of.silent_days }),
        ]
          .filter(Boolean)
          .join(" · ")}
      </p>
    </li>
  );
}
