// On what the rows of the network rest: one bar, as long as all rows, by grade.
import { GradeMark } from "../../charts/sources.tsx";
import { number, percent } from "../../i18n/format.ts";
import { t, word } from "../../i18n/index.ts";
import { gradesOf } from "./cases.ts";

export function Grades({ rows, day }: { rows: readonly { properties: unknown }[]; day: string }) {
  const grades = gradesOf(rows);
  const label = grades.map(({ grade, count }) => `${word("grade", grade)} ${percent(count / rows.length)}`).join(", ");
  return (
    <section>
      <h2>{t("data.grades")}</h2>
      <p class="note">{t("data.gradesOf", { n: rows.length, day })}</p>
      <div class="grade-bar" role="img" aria-label={label}>
        {grades.map(({ grade, count }) => (
          <i key={grade} class={`of-${grade}`} style={{ flexGrow: count }} />
        ))}
      </div>
      <ul class="grade-list">
        {grades.map(({ grade, count }) => (
          <li key={grade}>
            <GradeMark grade={grade} />
            <span>{`${number(count)} · ${percent(count / rows.length)}`}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
