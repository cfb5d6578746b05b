import { expect, test } from "vitest";
import { ApiError } from "../../api/client.ts";
import { type Drafted, decoded, type Keeper, type Kept, pieces, Review, read, sureness } from "./readout_model.ts";

const entry = (start: number, end: number, more: Partial<Drafted> = {}): Drafted => ({
  kind: "meeting",
  title: `From ${start} to ${end}`,
  date: "2025-05-23",
  parties: ["KZ", "PL"],
  fields: [],
  verb: null,
  place: null,
  bodies: [],
  session: null,
  period: null,
  links: [],
  problems: [],
  disagrees: [],
  confidence: 0.9,
  span: { start, end, text: `words ${start}` },
  ...more,
});

/** A store in memory that counts versions as the server does. */
class Shelf implements Keeper {
  readonly records = new Map<string, Kept>();
  readonly keys = new Map<string, string>();
  /** Errors of the next requests; `lost` keeps the record, and its answer does not come. */
  readonly next: (Error | "lost")[] = [];

  private answer(record: Kept): Kept {
    this.records.set(record.id, record);
    return record;
  }
  private async fail(): Promise<boolean> {
    const fault = this.next.shift();
    if (fault instanceof Error) throw fault;
    return fault === "lost";
  }
  async create(body: object, key: string): Promise<Kept> {
    const lost = await this.fail();
    const known = this.records.get(this.keys.get(key) ?? "");
    const id = known?.id ?? `r${this.records.size}`;
    const made = { id, version: 1, deleted: false, changed_at: "", body: body as Kept["body"] };
    this.keys.set(key, id);
    this.answer(made);
    if (lost) throw new ApiError("offline", "lost");
    return made;
  }
  private async stands(id: string, version: number): Promise<Kept> {
    await this.fail();
    const stored = this.records.get(id);
    if (!stored || stored.deleted) throw new ApiError("unknown_id", "deleted", { status: 404 });
    if (stored.version !== version)
      throw new ApiError("conflict", "changed", { status: 409, details: { yours: {}, stored } });
    return stored;
  }
  async change(id: string, version: number, body: object): Promise<Kept> {
    const stored = await this.stands(id, version);
    return this.answer({ ...stored, version: version + 1, body: body as Kept["body"] });
  }
  async remove(id: string, version: number): Promise<Kept> {
    const stored = await this.stands(id, version);
    return this.answer({ ...stored, version: version + 1, deleted: true });
  }
  get standing(): string[] {
    return [...this.records.values()].filter((one) => !one.deleted).map((one) => one.body.title);
  }
}

const review = (shelf: Shelf, entries: Drafted[], kept: Kept[] = []) =>
  new Review({ entries }, kept, "Gazette", shelf, () => {});

test("the text is cut where spans begin and end, and every letter stays", () => {
  const text = "On 🚂 Friday the commission met.";
  const found = pieces(text, [entry(0, 31), entry(16, 26), entry(26, 31)]);
  expect(found.map((one) => one.text).join("")).toBe(text);
  expect(found.map(({ entries, begins }) => [entries, begins])).toEqual([
    [[0], [0]],
    [[0, 1], [1]],
    [[0, 2], [2]],
  ]);
  expect(found[1]?.text).toBe("commission"); // the engine is two halves in UTF-16, one letter for the server
});

test("spans that cross each other share their middle", () => {
  const found = pieces("abcdef", [entry(0, 4), entry(2, 6)]);
  expect(found.map(({ text, entries }) => [text, entries])).toEqual([
    ["ab", [0]],
    ["cd", [0, 1]],
    ["ef", [1]],
  ]);
  expect(pieces("", [])).toEqual([]);
});

test("an entry is accepted, and the undo takes its record away", async () => {
  const shelf = new Shelf();
  const of = review(shelf, [entry(0, 3), entry(4, 9)]);
  await of.decide(0, "accepted");
  await of.decide(1, "rejected");
  expect([shelf.standing, of.count("accepted"), of.count("rejected")]).toEqual([["From 0 to 3"], 1, 1]);
  const [record] = shelf.records.values();
  expect(record?.body).toMatchObject({ kind: "meeting", text: "words 0", source: "Gazette", parties: ["KZ", "PL"] });
  expect(await of.undo()).toBe(1);
  expect(await of.undo()).toBe(0);
  expect([shelf.standing, of.count("open"), of.canUndo]).toEqual([[], 2, false]);
  expect(await of.undo()).toBeNull();
  expect(of.said?.outcome).toBe("nothing");
});

test("an edit of what is kept changes its record, and can be undone", async () => {
  const shelf = new Shelf();
  const of = review(shelf, [entry(0, 3)]);
  const values = of.decisions[0]?.values ?? entry(0, 3);
  await of.decide(0, "accepted");
  await of.edit(0, { ...values, title: "Better" });
  expect([shelf.standing, of.said?.outcome]).toEqual([["Better"], "edited"]);
  await of.undo();
  expect(shelf.standing).toEqual(["From 0 to 3"]);
});

test("keys that are struck fast are done one after another", async () => {
  const shelf = new Shelf();
  const of = review(shelf, [entry(0, 3)]);
  const all = [of.decide(0, "accepted"), of.undo(), of.decide(0, "accepted"), of.undo()];
  await Promise.all(all);
  expect([shelf.standing, of.decisions[0]?.state, shelf.records.size]).toEqual([[], "open", 2]);
});

test("what the calendar does not have is edited before it is accepted", async () => {
  const shelf = new Shelf();
  const of = review(shelf, [entry(0, 3, { date: null, problems: ["'31 June' is no day of any calendar."] })]);
  await of.decide(0, "accepted");
  expect([of.said?.outcome, shelf.standing]).toEqual(["problem", []]);
  await of.edit(0, { ...entry(0, 3), date: "2025-06-30" });
  await of.decide(0, "accepted");
  expect(shelf.standing).toEqual(["From 0 to 3"]);
});

test("a request whose answer was lost is sent again and keeps one record", async () => {
  const shelf = new Shelf();
  const of = review(shelf, [entry(0, 3)]);
  shelf.next.push("lost");
  await of.decide(0, "accepted");
  expect([of.said?.outcome, of.decisions[0]?.state, of.canUndo]).toEqual(["failed", "open", false]);
  await of.again(0);
  expect([of.decisions[0]?.state, shelf.records.size]).toEqual(["accepted", 1]);
});

test("who changed a record in between is met once, and then overruled or left", async () => {
  const shelf = new Shelf();
  const of = review(shelf, [entry(0, 3)]);
  await of.decide(0, "accepted");
  await shelf.change("r0", 1, { ...entry(0, 3), title: "Theirs" });
  await of.decide(0, "open");
  expect(of.decisions[0]).toMatchObject({ state: "accepted", error: { code: "conflict" } });
  expect(shelf.standing).toEqual(["Theirs"]);
  await of.again(0);
  expect([of.decisions[0]?.state, shelf.standing]).toEqual(["open", []]);
});

test("a text that was read before finds its records again, each once", () => {
  const kept: Kept = {
    id: "r7",
    version: 3,
    deleted: false,
    changed_at: "",
    body: { ...entry(0, 3), title: "As I put it", text: "words 0", source: null },
  };
  const of = review(new Shelf(), [entry(0, 3), entry(0, 3), entry(4, 5)], [kept]);
  expect(of.decisions.map(({ state }) => state)).toEqual(["accepted", "open", "open"]);
  expect(of.decisions[0]).toMatchObject({ edited: true, record: { id: "r7", version: 3 } });
  expect([of.nextOpen(0), of.nextOpen(2)]).toEqual([1, 1]);
});

test("a form says what cannot be", () => {
  const form = { title: " Talks ", from: "2025-05-23", to: "", parties: "kz, pl; KZ", fields: ["trade"], verb: "" };
  expect(read(form)).toEqual({
    faults: [],
    values: { title: "Talks", date: "2025-05-23", parties: ["KZ", "PL"], fields: ["trade"], verb: null },
  });
  expect(read({ ...form, to: "2025-05-25" }).values.date).toEqual({ from: "2025-05-23", to: "2025-05-25" });
  expect(read({ ...form, title: " ", to: "2025-05-01", parties: "Poland" }).faults).toEqual([
    "title",
    "date",
    "parties",
  ]);
  expect(read({ ...form, from: "", to: "2025-05-25" }).faults).toEqual(["date"]);
});

test("a file is read in the encoding that it names", () => {
  const page = '<meta charset="iso-8859-2">Łódź';
  const letters: Record<string, number> = { Ł: 0xa3, ó: 0xf3, ź: 0xbc };
  expect(decoded(Uint8Array.from([...page].map((one) => letters[one] ?? one.charCodeAt(0))))).toBe(page);
  expect(decoded(new TextEncoder().encode("Łódź"))).toBe("Łódź");
  expect(decoded(new TextEncoder().encode('<meta charset="none">ź'))).toContain("ź");
});

test("confidence is told in words", () => {
  expect([0.95, 0.85, 0.8, 0.7, 0.55].map(sureness)).toEqual(["high", "high", "medium", "medium", "low"]);
});
