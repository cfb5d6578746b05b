// A communiqué under review: the entries that it proposes, what was decided of each, and what is kept of it as records.
import { ApiError } from "../../api/client.ts";

export const KINDS = ["meeting", "document", "body", "commitment"] as const;
export type Kind = (typeof KINDS)[number];
export const VERBS = ["signed", "agreed", "will", "supports", "called_on", "noted"] as const;
export const TOPICS = [
  "transport",
  "energy",
  "pharmaceuticals",
  "education",
  "food",
  "construction_materials",
  "agriculture",
  "machinery",
  "mining",
  "trade",
  "investment",
  "finance",
  "visas",
  "environment",
  "tourism",
  "culture",
  "defence",
  "politics",
  "other",
] as const;

export type Days = string | { from: string; to: string } | null;

/** What a person can change of an entry. */
export interface Values {
  title: string;
  date: Days;
  parties: string[];
  fields: string[];
  verb: string | null;
}

/** An entry as `draft/1` has it. */
export interface Drafted extends Values {
  kind: Kind;
  place: string | null;
  bodies: string[];
  session: number | null;
  period: Days;
  links: string[];
  problems: string[];
  disagrees: string[];
  confidence: number;
  span: { start: number; end: number; text: string };
}

export interface Draft {
  text: string;
  language: "en" | "pl";
  published: string | null;
  entries: Drafted[];
  problems: string[];
}

/** An own entry as the store keeps it. */
export interface Kept {
  id: string;
  version: number;
  deleted: boolean;
  changed_at: string;
  body: Values & { kind: string; text: string | null; source: string | null; [more: string]: unknown };
}

/** Where the records are kept. */
export interface Keeper {
  create: (body: object, key: string) => Promise<Kept>;
  change: (id: string, version: number, body: object) => Promise<Kept>;
  remove: (id: string, version: number) => Promise<Kept>;
}

export type State = "open" | "accepted" | "rejected";

export interface Standing {
  state: State;
  values: Values;
}

export interface Decision extends Standing {
  item: Drafted;
  /** The values are not as they were drafted. */
  edited: boolean;
  record: { id: string; version: number } | null;
  busy: boolean;
  error: unknown;
  /** What was wanted when it failed. */
  wanted: Standing | null;
}

export interface Piece {
  text: string;
  /** Entries whose words these are, the longest span first. */
  entries: number[];
  /** Entries whose words begin here. */
  begins: number[];
}

/** The text in pieces, cut wherever a span begins or ends; spans count letters as the server does, not as UTF-16. */
export function pieces(text: string, entries: readonly Pick<Drafted, "span">[]): Piece[] {
  const letters = [...text];
  const cuts = new Set([0, letters.length]);
  for (const { span } of entries) {
    cuts.add(Math.min(span.start, letters.length));
    cuts.add(Math.min(span.end, letters.length));
  }
  const order = entries.map((_, at) => at).sort((one, other) => length(entries[other]) - length(entries[one]));
  const ends = [...cuts].sort((one, other) => one - other);
  return ends.slice(0, -1).map((from, at) => {
    const to = ends[at + 1] ?? letters.length;
    const held = order.filter((one) => {
      const span = entries[one]?.span;
      return span && span.start <= from && span.end >= to;
    });
    return {
      text: letters.slice(from, to).join(""),
      entries: held,
      begins: held.filter((one) => entries[one]?.span.start === from).sort((one, other) => one - other),
    };
  });
}

function length(entry: Pick<Drafted, "span"> | undefined): number {
  return entry ? entry.span.end - entry.span.start : 0;
}

/** How sure the reading is, in three words. */
export function sureness(confidence: number): "high" | "medium" | "low" {
  return confidence >= 0.85 ? "high" : confidence >= 0.7 ? "medium" : "low";
}

export type Fault = "title" | "date" | "parties";

/** What of a form cannot be, and what it says otherwise. */
export function read(form: {
  title: string;
  from: string;
  to: string;
  parties: string;
  fields: string[];
  verb: string;
}): { faults: Fault[]; values: Values } {
  const title = form.title.trim();
  const parties = [
    ...new Set(
      form.parties
        .toUpperCase()
        .split(/[\s,;]+/)
        .filter(Boolean),
    ),
  ];
  const faults: Fault[] = [];
  if (title === "" || title.length > 200) faults.push("title");
  if (form.to && (!form.from || form.to < form.from)) faults.push("date");
  if (parties.some((code) => !/^[A-Z]{2}$/.test(code))) faults.push("parties");
  const date = form.to && form.to !== form.from ? { from: form.from, to: form.to } : form.from || null;
  return { faults, values: { title, date, parties, fields: form.fields, verb: form.verb || null } };
}

/** The record of an entry: its values, and the words of the text as its evidence. */
export function recordOf(item: Drafted, values: Values, source: string | null): object {
  const { period } = item;
  const notes = [
    period && `Period: ${typeof period === "string" ? period : `${period.from} to ${period.to}`}.`,
    ...item.disagrees,
  ].filter(Boolean);
  return {
    kind: item.kind,
    ...values,
    place: item.place?.slice(0, 200) || null,
    bodies: item.bodies.map((name) => name.slice(0, 200)),
    session: item.session,
    links: item.links,
    text: item.span.text.slice(0, 10_000),
    source: source?.slice(0, 200) || null,
    confidence: item.confidence,
    notes: notes.join("\n").slice(0, 10_000) || null,
  };
}

const valuesOf = ({ title, date, parties, fields, verb }: Values): Values => ({ title, date, parties, fields, verb });

export const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/** A word that no other request has, so that one that was sent twice keeps one record; also without https. */
const onceWord = (): string => [...crypto.getRandomValues(new Uint32Array(4))].map((one) => one.toString(36)).join("-");

export type Outcome = "accepted" | "rejected" | "open" | "edited" | "failed" | "problem" | "nothing";

/** The review of a draft. Changes go one after another, so that an undo meets what it takes back. */
export class Review {
  readonly decisions: Decision[];
  said: { outcome: Outcome; at: number } | null = null;
  private readonly history: { at: number; before: Standing }[] = [];
  private readonly keys = new Map<string, string>();
  private queue: Promise<void> = Promise.resolve();

  constructor(
    draft: Pick<Draft, "entries">,
    kept: readonly Kept[],
    private readonly source: string | null,
    private readonly keeper: Keeper,
    private readonly onChange: () => void,
  ) {
    const free = [...kept];
    this.decisions = draft.entries.map((item) => {
      const found = free.findIndex(
        ({ body, deleted }) => !deleted && body.kind === item.kind && body.text === item.span.text.slice(0, 10_000),
      );
      const record = found < 0 ? null : (free.splice(found, 1)[0] ?? null);
      const values = valuesOf(record?.body ?? item);
      return {
        item,
        values,
        state: record ? "accepted" : "open",
        edited: !same(values, valuesOf(item)),
        record: record && { id: record.id, version: record.version },
        busy: false,
        error: null,
        wanted: null,
      };
    });
  }

  count(state: State): number {
    return this.decisions.filter((one) => one.state === state).length;
  }

  get canUndo(): boolean {
    return this.history.length > 0;
  }

  /** The next entry on which nothing was decided, from one onwards and then from the beginning. */
  nextOpen(from: number): number {
    const open = (at: number) => this.decisions[at]?.state === "open" && !this.decisions[at]?.busy;
    const order = this.decisions.map((_, step) => (from + 1 + step) % this.decisions.length);
    return order.find(open) ?? from;
  }

  /** Whether it may be accepted: what cannot be is edited first. */
  sound(at: number): boolean {
    const one = this.decisions[at];
    return one !== undefined && (one.item.problems.length === 0 || one.edited);
  }

  decide(at: number, state: State): Promise<void> {
    const one = this.decisions[at];
    if (state === "accepted" && !this.sound(at)) {
      this.said = { outcome: "problem", at };
      this.onChange();
      return Promise.resolve();
    }
    return one ? this.settle(at, () => ({ state, values: one.values })) : Promise.resolve();
  }

  edit(at: number, values: Values): Promise<void> {
    const one = this.decisions[at];
    return one ? this.settle(at, () => ({ state: one.state, values })) : Promise.resolve();
  }

  again(at: number): Promise<void> {
    const wanted = this.decisions[at]?.wanted;
    return wanted ? this.settle(at, () => wanted) : Promise.resolve();
  }

  /** Take back the last thing that was done; says at which entry. */
  async undo(): Promise<number | null> {
    let at: number | null = null;
    this.queue = this.queue.then(async () => {
      const last = this.history.at(-1);
      if (!last) {
        this.said = { outcome: "nothing", at: 0 };
        this.onChange();
        return;
      }
      at = last.at;
      if (await this.apply(last.at, last.before)) this.history.pop();
    });
    await this.queue;
    return at;
  }

  private settle(at: number, target: () => Standing): Promise<void> {
    const one = this.decisions[at];
    if (one) one.busy = true;
    this.onChange();
    this.queue = this.queue.then(async () => {
      const wanted = target();
      if (!one) return;
      const before = { state: one.state, values: one.values };
      if (same(before, { state: wanted.state, values: wanted.values })) {
        one.busy = false;
        this.onChange();
      } else if (await this.apply(at, wanted)) this.history.push({ at, before });
    });
    return this.queue;
  }

  private async apply(at: number, wanted: Standing): Promise<boolean> {
    const one = this.decisions[at];
    if (!one) return false;
    one.busy = true;
    one.error = null;
    this.onChange();
    try {
      one.record = await this.keep(one, wanted);
      const outcome = one.state === wanted.state ? "edited" : wanted.state;
      one.state = wanted.state;
      one.values = wanted.values;
      one.edited = !same(valuesOf(wanted.values), valuesOf(one.item));
      one.wanted = null;
      this.said = { outcome, at };
      return true;
    } catch (error) {
      const stored = error instanceof ApiError ? (error.details?.stored as Kept | undefined) : undefined;
      if (stored && one.record) one.record = { id: one.record.id, version: stored.version };
      one.error = error;
      one.wanted = wanted;
      this.said = { outcome: "failed", at };
      return false;
    } finally {
      one.busy = false;
      this.onChange();
    }
  }

  /** Bring the record to what is wanted. */
  private async keep(one: Decision, wanted: Standing): Promise<Decision["record"]> {
    const body = recordOf(one.item, wanted.values, this.source);
    const { record } = one;
    if (wanted.state !== "accepted") {
      if (record) await this.keeper.remove(record.id, record.version).catch(unlessGone);
      return null;
    }
    if (record && same(wanted.values, one.values)) return record;
    if (record) return this.keeper.change(record.id, record.version, body);
    const name = `${this.decisions.indexOf(one)} ${JSON.stringify(body)}`;
    const key = this.keys.get(name) ?? onceWord();
    this.keys.set(name, key);
    const made = await this.keeper.create(body, key);
    this.keys.delete(name);
    return made;
  }
}

/** A record that somebody has deleted before is as it was wanted. */
function unlessGone(error: unknown): void {
  if (!(error instanceof ApiError && error.status === 404)) throw error;
}

/** The text of a file in the encoding that its head names; UTF-8 where it names none that is known. */
export function decoded(bytes: Uint8Array): string {
  const head = new TextDecoder("latin1").decode(bytes.slice(0, 2048));
  const named = /charset\s*=\s*["']?([\w-]+)/i.exec(head)?.[1] ?? "utf-8";
  try {
    return new TextDecoder(named).decode(bytes);
  } catch {
    return new TextDecoder().decode(bytes);
  }
}
