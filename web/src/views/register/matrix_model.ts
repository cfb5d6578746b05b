// The matrix: fields by the side that is to act; a cell holds each commitment with its state and its bodies.
import type { Actor, Matrix, Standing } from "./types.ts";

export const SIDES = ["KZ", "PL", "joint", "other", "nobody"] as const;
export type Side = (typeof SIDES)[number];
export const STATES = ["overdue", "unknown", "proposed", "agreed", "in_progress", "met", "dropped"] as const;

export interface Item {
  entry: Matrix["entries"][number];
  /** Who of this side is to act. */
  bodies: Actor[];
}

export interface Row {
  field: string;
  cells: Record<Side, Item[]>;
}

/** The side of who is to act; one of no country acts for all parties of the commitment. */
export function sideOf(actor: Actor | undefined, parties: readonly string[]): Side {
  if (!actor) return "nobody";
  const of = [...(actor.parties.length > 0 ? actor.parties : parties)].sort().join("+");
  if (of === "KZ" || of === "PL") return of;
  return of === "KZ+PL" ? "joint" : "other";
}

/** The rows of the matrix; only one state or one body where that is asked for. */
export function rowsOf(
  { cells, bodies, entries }: Matrix,
  { state = null, body = null }: { state?: string | null; body?: string | null } = {},
): Row[] {
  const actors = new Map(bodies.map((one) => [one.id, one]));
  const known = new Map(entries.map((one) => [one.id, one]));
  const rows = new Map<string, Row>();
  for (const cell of cells) {
    if ((state !== null && cell.state !== state) || (body !== null && cell.body !== body)) continue;
    const row = rows.get(cell.field) ?? {
      field: cell.field,
      cells: { KZ: [], PL: [], joint: [], other: [], nobody: [] },
    };
    rows.set(cell.field, row);
    const actor = actors.get(cell.body);
    for (const id of cell.entries) {
      const entry = known.get(id);
      if (!entry) continue;
      const items = row.cells[sideOf(actor, entry.parties)];
      const item = items.find((one) => one.entry.id === id) ?? { entry, bodies: [] };
      if (!items.includes(item)) items.push(item);
      if (actor) item.bodies.push(actor);
    }
  }
  for (const row of rows.values()) for (const side of SIDES) row.cells[side].sort(byState);
  return [...rows.values()];
}

const rank = (state: string) => (STATES as readonly string[]).indexOf(state);
const byState = (one: Item, other: Item) =>
  rank(one.entry.state) - rank(other.entry.state) || one.entry.title.localeCompare(other.entry.title);

/** How many have each state, those that need a hand first. */
export function statesOf(entries: readonly Pick<Standing, "state">[]): { state: string; n: number }[] {
  return STATES.map((state) => ({ state, n: entries.filter((one) => one.state === state).length })).filter(
    ({ n }) => n > 0,
  );
}
