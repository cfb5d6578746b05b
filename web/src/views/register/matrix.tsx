// Who has to do what with whom: fields by the side that is to act, each commitment a mark of its state.
import { Fragment } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { getJson, useAnswer } from "../../api/client.ts";
import { Field } from "../../frame/field.tsx";
import { Failure, Skeleton } from "../../frame/states.tsx";
import { country, longDay } from "../../i18n/format.ts";
import { t, word } from "../../i18n/index.ts";
import { go } from "../../url.ts";
import type { ViewProps } from "../index.ts";
import { type Item, rowsOf, SIDES, type Side, statesOf } from "./matrix_model.ts";
import { Opened } from "./opened.tsx";
import { Parts } from "./parts.tsx";
import { titleOf } from "./titles.ts";
import type { Matrix } from "./types.ts";
import { useTrace } from "./use_trace.ts";
import { whenSaid } from "./when.ts";
import "./matrix.css";

export function MatrixPart({ params }: Pick<ViewProps, "params">) {
  const { data, error, waiting, slow, again } = useAnswer<Matrix>("matrix", (signal) =>
    getJson("/register/matrix", {}, signal),
  );
  const chosen = params.get("entry");
  const trace = useTrace(chosen);
  return (
    <Opened chosen={chosen} trace={trace} onChoose={(entry) => go({ entry })}>
      {(choose) => (
        <>
          <Parts shown="matrix" />
          {error ? <Failure error={error} onAgain={again} /> : null}
          {!data && waiting && <Skeleton rows={5} slow={slow} />}
          {data && <Grid of={data} params={params} onChoose={choose} />}
        </>
      )}
    </Opened>
  );
}

interface GridProps {
  of: Matrix;
  params: URLSearchParams;
  onChoose: (id: string) => void;
}

function Grid({ of, params, onChoose }: GridProps) {
  const [state, body, cell] = [params.get("state"), params.get("by"), params.get("cell")];
  const rows = rowsOf(of, { state, body });
  const table = useRef<HTMLTableElement>(null);
  const open = (to: string | null) => go({ cell: to }, { replace: true });
  const back = (key: string) => {
    open(null);
    table.current?.querySelector<HTMLElement>(`[data-cell="${key}"]`)?.focus();
  };
  return (
    <section class="matrix">
      <h2>{t("matrix.title", { day: longDay(of.on) })}</h2>
      <fieldset class="chips">
        <legend class="only-read">{t("matrix.states")}</legend>
        {[{ state: null, n: of.entries.length }, ...statesOf(of.entries)].map((one) => (
          <button
            type="button"
            key={one.state}
            class="chip"
            aria-pressed={one.state === state}
            onClick={() => go({ state: one.state, cell: null }, { replace: true })}
          >
            {one.state && <i class={`state ${one.state}`} />}
            {`${one.state ? word("state", one.state) : t("matrix.all")} ${one.n}`}
          </button>
        ))}
      </fieldset>
      <Field label={t("matrix.by")}>
        {(id) => (
          <select
            id={id}
            value={body ?? ""}
            onChange={(event) => go({ by: event.currentTarget.value, cell: null }, { replace: true })}
          >
            <option value="">{t("matrix.everyone")}</option>
            {[...of.bodies]
              .map((one) => ({ id: one.id, ...titleOf(one) }))
              .sort((one, other) => one.title.localeCompare(other.title))
              .map((one) => (
                <option key={one.id} value={one.id} lang={one.lang}>
                  {one.title}
                </option>
              ))}
          </select>
        )}
      </Field>
      {rows.length === 0 ? (
        <p>
          {t("matrix.none")}{" "}
          <button type="button" onClick={() => go({ state: null, by: null }, { replace: true })}>
            {t("matrix.allAgain")}
          </button>
        </p>
      ) : (
        <table ref={table} onKeyDown={walk}>
          <caption class="only-read">{t("matrix.caption")}</caption>
          <thead>
            <tr>
              <th scope="col">{t("register.lane")}</th>
              {SIDES.map((side) => (
                <th scope="col" key={side}>
                  <abbr title={sideName(side)} class="short">
                    {t(`matrix.short.${side}`)}
                  </abbr>
                  <span class="long">{sideName(side)}</span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ field, cells }) => {
              const side = SIDES.find((one) => cell === `${field}.${one}`);
              return (
                <Fragment key={field}>
                  <tr>
                    <th scope="row">{word("topic", field)}</th>
                    {SIDES.map((one) => (
                      <td key={one}>
                        <Cell name={`${field}.${one}`} of={cells[one]} opened={one === side} onOpen={open} />
                      </td>
                    ))}
                  </tr>
                  {side && cells[side].length > 0 && (
                    <tr class="cell-list">
                      <td colSpan={SIDES.length + 1}>
                        <CellList
                          title={`${word("topic", field)} · ${sideName(side)}`}
                          of={cells[side]}
                          onChoose={onChoose}
                          onBack={() => back(`${field}.${side}`)}
                        />
                      </td>
                    </tr>
                  )}
                </Fragment>
              );
            })}
          </tbody>
        </table>
      )}
      <p class="note">{t("matrix.key")}</p>
      <p class="note">{t("register.collected", { day: longDay(of.collected) })}</p>
    </section>
  );
}

const sideName = (side: Side): string => (side === "KZ" || side === "PL" ? country(side) : t(`matrix.${side}`));

interface CellProps {
  name: string;
  of: readonly Item[];
  opened: boolean;
  onOpen: (name: string | null) => void;
}

function Cell({ name, of, opened, onOpen }: CellProps) {
  if (of.length === 0)
    return (
      <>
        <span class="nothing" aria-hidden="true" />
        <span class="only-read">{t("matrix.nothing")}</span>
      </>
    );
  const said = statesOf(of.map(({ entry }) => entry)).map(({ state, n }) => `${word("state", state)} ${n}`);
  return (
    <button
      type="button"
      class="cell"
      data-cell={name}
      aria-expanded={opened}
      aria-label={said.join(", ")}
      title={said.join(", ")}
      onClick={() => onOpen(opened ? null : name)}
    >
      {of.map(({ entry }) => (
        <i key={entry.id} class={`state ${entry.state}`} />
      ))}
    </button>
  );
}

interface ListProps {
  title: string;
  of: readonly Item[];
  onChoose: (id: string) => void;
  onBack: () => void;
}

function CellList({ title, of, onChoose, onBack }: ListProps) {
  const box = useRef<HTMLElement>(null);
  useEffect(() => box.current?.scrollIntoView({ block: "nearest" }), [of]);
  return (
    <section
      ref={box}
      aria-label={title}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.preventDefault();
        onBack();
      }}
    >
      <h3>{title}</h3>
      <ul class="rows">
        {of.map(({ entry, bodies }) => {
          const { lang, title: name } = titleOf(entry);
          return (
            <li key={entry.id}>
              <button type="button" class="row-open" onClick={() => onChoose(entry.id)}>
                <span lang={lang}>{name}</span>
              </button>
              <p class="note">
                <i class={`state ${entry.state}`} />
                {[
                  word("state", entry.state),
                  entry.due && t("register.dueBy", { when: whenSaid(entry.due.text) }),
                  entry.parties.map(country).join(", "),
                ]
                  .filter(Boolean)
                  .join(" · ")}
              </p>
              {bodies.map((one) => (
                <p class="note" key={one.id} lang={titleOf(one).lang}>
                  {titleOf(one).title}
                </p>
              ))}
            </li>
          );
        })}
      </ul>
    </section>
  );
}

/** Arrows go from cell to cell, over those that hold nothing. */
function walk(event: KeyboardEvent): void {
  const cell = (event.target as HTMLElement).closest<HTMLElement>("[data-cell]");
  const [over, down] = STEPS[event.key] ?? [0, 0];
  const table = cell?.closest("table");
  if (!cell || !table || (over === 0 && down === 0)) return;
  const all = [...table.querySelectorAll<HTMLElement>("[data-cell]")];
  const column = (one: HTMLElement) => one.closest("td")?.cellIndex ?? 0;
  const row = (one: HTMLElement) => one.closest("tr");
  const along = all.filter((one) => (over === 0 ? column(one) === column(cell) : row(one) === row(cell)));
  const next = along[along.indexOf(cell) + over + down];
  event.preventDefault();
  next?.focus();
}

const STEPS: Record<string, readonly [number, number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};
