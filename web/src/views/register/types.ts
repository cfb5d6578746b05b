// What the register routes answer, as far as the page reads it.
export interface When {
  from: string;
  to: string | null;
  text: string;
}

export interface Entry {
  id: string;
  kind: string;
  title: string;
  title_pl: string;
  when: When | null;
  announced: boolean;
  parties: string[];
  fields: string[];
  place: string;
  body: string | null;
  /** Number of a numbered session. */
  session: number | null;
  source: string[];
  grade: string;
}

export interface Claim {
  about: string;
  value: string;
  when: When | null;
  source: string[];
  grade: string;
  note?: string;
  note_pl?: string;
}

export interface Standing {
  id: string;
  kind: string;
  title: string;
  title_pl: string;
  state: string;
  due: When | null;
  overdue_days: number;
  silent_days: number;
  last: Claim | null;
  searched: Claim | null;
}

export interface Due {
  on: string;
  overdue: Standing[];
  coming: Standing[];
  in_progress: Standing[];
  waiting: Standing[];
  unknown: Standing[];
}

export interface Linked extends Entry {
  type: string;
}

export interface Traced extends Entry {
  depth: number;
  link: string;
}

/** An entry as its file has it: keys that say nothing are left out. */
export interface Opened {
  id: string;
  kind: string;
  title: string;
  title_pl?: string;
  date?: When;
  planned?: When;
  period?: When;
  place?: string;
  parties?: string[];
  fields?: string[];
  present?: { office: string; person: string }[];
  note?: string;
  source: string[];
  grade: string;
  claims: Claim[];
}

export interface Shown {
  entry: Opened;
  standing: Standing | null;
  links_in: Linked[];
  links_out: Linked[];
  sources: { key: string; publisher: string; title: string; url: string | null; published: When | null }[];
}

export interface Trace {
  before: Traced[];
  after: Traced[];
}

/** A body or office that is to act. */
export interface Actor {
  id: string;
  title: string;
  title_pl: string;
  parties: string[];
}

export interface Matrix {
  on: string;
  collected: string;
  cells: { field: string; body: string; state: string; entries: string[] }[];
  bodies: Actor[];
  entries: (Standing & { parties: string[] })[];
}
