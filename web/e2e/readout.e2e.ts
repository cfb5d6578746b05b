import { afterAll, expect, inject, test } from "vitest";
import { closeBrowser, Person } from "./person.ts";

afterAll(closeBrowser);

const READOUT = `Joint statement, Astana, 14 November 2024

On 14 November 2024 the 6th round of political consultations between Kazakhstan and Poland was held in Astana.

The sides agreed to hold a business forum on food processing in Poznań in the spring of 2025. The Polish side expressed support for direct flights between Almaty and Warsaw.

Following the talks, a Memorandum of Understanding on cooperation in the field of veterinary control between Kazakhstan and Poland was signed.`;

interface Page {
  items: { id: string; version: number; body: { title: string; kind: string; text: string; source: string | null } }[];
}

const kept = async (): Promise<Page["items"]> =>
  ((await (await fetch(`${inject("address")}/api/v1/entries?limit=200`)).json()) as Page).items;

const pasted = async (person: Person): Promise<void> => {
  const { page } = person;
  await person.open("/?view=register");
  await page.getByRole("button", { name: "Read a communiqué" }).click();
  await page.waitForURL(/part=readout/);
  await page.getByLabel("Text", { exact: true }).fill(READOUT);
  await page.getByLabel("Published on", { exact: true }).fill("2024-11-15");
  await page.getByRole("button", { name: "Propose entries" }).click();
  await page.locator(".drafted").first().waitFor({ timeout: 60_000 });
  await page.locator(".drafted:focus").waitFor();
};

test("a communiqué is pasted, an entry accepted by keyboard, and it is still there after a reload", async () => {
  const person = await Person.sit();
  const { page } = person;
  await pasted(person);
  expect(await person.drawn("land")).toBeGreaterThan(0);
  const all = await page.locator(".drafted").count();
  expect(all).toBeGreaterThan(2);
  const words = (await page.locator(".words .mark").allTextContents()).join(" ");
  expect(words).toContain("The sides agreed to hold a business forum");
  expect(words).toContain("veterinary control");
  expect(await page.locator(".readout-words .mark-number").count()).toBe(all);
  expect(await person.obstacles()).toEqual([]);

  await page.locator('.drafted[aria-current="true"]:focus').waitFor();
  await page.keyboard.press("j");
  await page.locator('[data-card="1"]:focus').waitFor();
  const title = (await page.locator('[data-card="1"] h3').textContent()) ?? "";
  const before = await kept();
  await page.keyboard.press("a");
  await page.locator('[data-card="1"].accepted').waitFor();
  expect(await page.locator(".review [role=status]").textContent()).toContain("Entry 2 is accepted");
  const made = (await kept()).filter((one) => !before.some(({ id }) => id === one.id));
  expect(made.map(({ body }) => body.title)).toEqual([title]);
  expect(READOUT).toContain(made[0]?.body.text);
  expect(made[0]?.body.source).toBe("Communiqué, 15 November 2024");

  await page.reload();
  await page.locator(".kept h3", { hasText: title }).waitFor();
  expect(await page.getByLabel("Text", { exact: true }).inputValue()).toBe(READOUT);
  expect(await person.obstacles()).toEqual([]);
  await page.getByRole("button", { name: "Propose entries" }).click();
  await page.locator('[data-card="1"].accepted').waitFor();
  await page.getByRole("button", { name: "Another communiqué" }).click();
  await page.locator(".kept", { hasText: title }).getByRole("button", { name: "Take back" }).click();
  await page.locator(".kept.gone", { hasText: title }).waitFor();
  expect((await kept()).map(({ id }) => id)).not.toContain(made[0]?.id);
  await person.leave();
});

test("an entry is edited, rejected and brought back without the mouse", async () => {
  const person = await Person.sit();
  const { page } = person;
  await pasted(person);
  await page.locator('[data-card="0"]:focus').waitFor();
  await page.keyboard.press("e");
  await page.locator(".readout-edit").waitFor();
  await page.keyboard.press("Control+A");
  await page.keyboard.type("A jade axe"); // a, e, j and x are letters here, and decide nothing
  await page.keyboard.press("Escape");
  await page.locator('[data-card="0"]:focus').waitFor();
  expect(await page.locator('[data-card="0"] h3').textContent()).not.toBe("A jade axe");
  await page.keyboard.press("e");
  await page.getByLabel("Title").fill("");
  await page.getByRole("button", { name: "Save the change" }).click();
  await page.getByText("An entry needs a title").waitFor();
  await page.getByLabel("Title").fill("Consultations in Astana");
  expect(await person.obstacles()).toEqual([]);
  await page.getByRole("button", { name: "Save the change" }).press("Enter");
  await page.locator('[data-card="0"] h3', { hasText: "Consultations in Astana" }).waitFor();
  await page.keyboard.press("x");
  await page.locator('[data-card="0"].rejected').waitFor();
  await page.locator('[data-card="1"]:focus').waitFor();
  await page.keyboard.press("u");
  await page.locator('[data-card="0"].open:focus').waitFor();
  await page.keyboard.press("a");
  await page.locator('[data-card="0"].accepted').waitFor();
  expect((await kept()).map(({ body }) => body.title)).toContain("Consultations in Astana");
  await page.keyboard.press("u");
  await page.locator('[data-card="0"].open').waitFor();
  expect((await kept()).map(({ body }) => body.title)).not.toContain("Consultations in Astana");
  await person.leave();
});

test("what somebody else changed is not overwritten unasked, and a text that is not read stays", async () => {
  const person = await Person.sit();
  const { page } = person;
  await pasted(person);
  await page.keyboard.press("a");
  await page.locator('[data-card="0"].accepted').waitFor();
  const [made] = await kept();
  await fetch(`${inject("address")}/api/v1/entries/${made?.id}`, {
    method: "PUT",
    headers: { "Content-Type": "application/json", "If-Match": `"${made?.version}"` },
    body: JSON.stringify({ ...made?.body, title: "As a colleague has it" }),
  });
  await page.keyboard.press("u");
  await page.getByText("It now says: As a colleague has it").waitFor();
  expect(await kept()).toHaveLength(1);
  await page.getByRole("button", { name: "Do it all the same" }).click();
  await page.locator('[data-card="0"].open').waitFor();
  expect(await kept()).toEqual([]);

  await page.getByRole("button", { name: "Another communiqué" }).click();
  const foreign =
    "Die Minister trafen sich am Freitag in der Hauptstadt und sprachen über den Handel beider Länder. ".repeat(4);
  await page.getByLabel("Text", { exact: true }).fill(foreign);
  await page.getByRole("button", { name: "Propose entries" }).click();
  await page.locator(".failure, .readout-form [role=status]").first().waitFor();
  expect(await page.getByLabel("Text", { exact: true }).inputValue()).toBe(foreign);
  person.forgive(/status of (409|4\d\d)/);
  await person.leave();
});

test.each(["kk", "ru", "pl"] as const)("the review fits a phone in %s", async (language) => {
  const person = await Person.sit({ width: 360, height: 740, language, theme: "dark" });
  const { page } = person;
  await person.open("/?view=register&part=readout");
  await page.locator("textarea").fill(READOUT);
  await page.locator("button[type=submit]").click();
  await page.locator(".drafted").first().waitFor();
  const body = page.locator(".panel-body");
  expect(await body.evaluate((one) => one.scrollWidth - one.clientWidth)).toBeLessThanOrEqual(0);
  await page.locator(".drafted:focus").waitFor();
  const before = await page.locator(".panel").boundingBox();
  await page.keyboard.press("j");
  await page.keyboard.press("x");
  await page.locator('[data-card="2"]:focus').waitFor();
  const [panel, text, card] = await Promise.all(
    [".panel", ".readout-text", '[data-card="2"]'].map((one) => page.locator(one).boundingBox()),
  );
  expect(panel).toEqual(before); // the page around the panel has not moved
  expect(card?.y).toBeGreaterThanOrEqual((text?.y ?? 0) + (text?.height ?? 0)); // nor is the card under the text
  expect(await person.obstacles()).toEqual([]);
  await person.leave();
});
