// A repair as the server words it names the flags of the command line; the page offers them as buttons.
import type { AskedKey } from "./query.ts";

export interface Change {
  key: AskedKey;
  value: string;
}

const KEYS: Record<string, AskedKey> = {
  unit: "unit",
  shipment: "shipment",
  modes: "modes",
  avoid: "avoid",
  depart: "depart",
};

/** The changes of the question that a repair offers: `--unit A or B` offers two. */
export function changesOf(repair: string): Change[] {
  return [...repair.matchAll(/--([a-z]+) (\w+)((?:,? or \w+)*)/g)].flatMap(([, flag, first, others]) => {
    const key = KEYS[flag ?? ""];
    const values = [first ?? "", ...(others ?? "").split(/,? or /)].filter(Boolean);
    return key ? values.map((value) => ({ key, value })) : [];
  });
}

/** The text without the marks of flags. */
export function withoutFlags(text: string): string {
  return text.replace(/--([a-z]+)(-([a-z]+))?/g, (_all, one: string, _tail, two?: string) =>
    two ? `${one} ${two}` : one,
  );
}
