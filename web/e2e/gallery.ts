// What the gallery shows: each view in a state that tells something. A new view adds its lines here.
import type { Person } from "./person.ts";

export interface Shot {
  name: string;
  path: string;
  /** Bring the view into the state of the picture. */
  ready?: (person: Person) => Promise<void>;
}

const REEFERS = "/?from=PLLOD&to=KZALA&depart=2025-10-01&cargo=pharmaceuticals&unit=40RF&units=2&payload=18";

const answered = async (person: Person): Promise<void> => {
  await person.page.locator(".card, .timeline, .compare").first().waitFor({ timeout: 60_000 });
  await person.sees("plan:stops");
};

const networked = async (person: Person): Promise<void> => {
  await person.sees("network:links");
};

const registered = async (person: Person): Promise<void> => {
  await person.page.locator(".state").filter({ visible: true }).first().waitFor({ timeout: 60_000 });
};

/** Words of no real communiqué, in the form of one. */
const READOUT = `On 14 November 2024 the 6th round of political consultations between Kazakhstan and Poland was held in Astana.

The sides agreed to hold a business forum on food processing in Poznań in the spring of 2025. The Polish side expressed support for direct flights between Almaty and Warsaw.

Following the talks, a Memorandum of Understanding on cooperation in the field of veterinary control between Kazakhstan and Poland was signed.`;

const read = async ({ page }: Person): Promise<void> => {
  await page.locator("textarea").fill(READOUT);
  await page.locator("button[type=submit]").click();
  await page.locator(".drafted:focus").waitFor({ timeout: 60_000 });
};

export const SHOTS: readonly Shot[] = [
  { name: "plan-question", path: "/" },
  { name: "plan-answer", path: REEFERS, ready: answered },
  { name: "plan-legs", path: `${REEFERS}&show=way&way=i3&leg=4`, ready: answered },
  { name: "plan-compare", path: `${REEFERS}&compare=i1,i3&show=compare`, ready: answered },
  { name: "plan-closed", path: `${REEFERS}&close=PLMAA`, ready: answered },
  { name: "network-day", path: "/?view=network&date=2025-09-15", ready: networked },
  { name: "network-asset", path: "/?view=network&date=2025-09-15&asset=PLTER", ready: networked },
  { name: "register", path: "/?view=register", ready: registered },
  { name: "register-readout", path: "/?view=register&part=readout", ready: read },
  { name: "register-entry", path: "/?view=register&entry=igc-kz-pl-10", ready: registered },
  {
    name: "register-matrix",
    path: "/?view=register&part=matrix&cell=trade.KZ",
    ready: (person) => person.page.locator(".cell-list .row-open").first().waitFor({ timeout: 60_000 }),
  },
  {
    name: "data-case",
    path: "/?view=data&case=RC062",
    ready: async (person) => {
      await person.page.locator(".case-more").waitFor({ timeout: 60_000 });
      await person.sees("case:stops");
    },
  },
  {
    name: "data",
    path: "/?view=data",
    ready: (person) => person.page.locator(".grade-bar").waitFor({ timeout: 60_000 }),
  },
];
