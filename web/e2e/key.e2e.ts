import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { closeBrowser, Person } from "./person.ts";
import { type Served, serveWith } from "./server.ts";

let served: Served;
const keys = { read: "", write: "" };

beforeAll(async () => {
  served = await serveWith(["--require-key"], async (run) => {
    keys.read = await run("keys", "create", "a reader");
    keys.write = await run("keys", "create", "a desk", "--scope", "write");
  });
});
afterAll(async () => {
  await closeBrowser();
  await served.stop();
});

const BOX = "/?from=CNXIA&to=PLWAW&depart=2025-09-08";

async function give(person: Person, key: string): Promise<void> {
  await person.page.getByLabel("Key", { exact: true }).fill(key);
  await person.page.getByRole("button", { name: "Open" }).click();
}

test("a server that asks for a key lets the page ask for it, and a wrong one is told", async () => {
  const person = await Person.sit({ at: served.address });
  const { page } = person;
  await person.open(BOX);
  await page.getByRole("heading", { name: "This server asks for a key" }).waitFor();
  expect(await page.locator("code").textContent()).toContain("transcaspia keys create");
  expect(await person.drawn("land")).toBeGreaterThan(0);
  expect(await person.obstacles()).toEqual([]);

  await give(person, `${keys.write}x`);
  expect(await page.locator(".key-place .wrong").textContent()).toContain("opens nothing");
  await give(person, keys.write);
  await page.locator(".card").first().waitFor();
  await person.sees("plan:chosen");

  // kept in this tab, through a reload, and nowhere else
  await page.reload();
  await page.locator(".card").first().waitFor();
  expect(await page.evaluate(() => JSON.stringify(localStorage))).not.toContain("tc_");
  expect(page.url()).not.toContain("tc_");
  expect(await person.context.cookies()).toEqual([]);
  const other = await person.context.newPage();
  await other.goto(`${served.address}${BOX}`);
  await other.getByRole("heading", { name: "This server asks for a key" }).waitFor();
  await other.close();

  // all that the page asks is asked with it: files, kept plans
  await page.getByRole("button", { name: "Keep", exact: true }).click();
  await page.getByRole("button", { name: "Kept" }).waitFor();
  await page.getByRole("button", { name: /^Legs/ }).first().click();
  const [request] = await Promise.all([
    page.waitForEvent("download", { timeout: 60_000 }),
    page.getByRole("button", { name: "Request for quotation" }).click(),
  ]);
  expect(await readFile(await request.path(), "utf8")).toContain("40HC");

  // a key that is revoked is asked for again, and what was open stays
  await served.run("keys", "revoke", keys.write.split("_").slice(0, 2).join("_"));
  await page.getByRole("button", { name: "All ways" }).click();
  await page.getByRole("button", { name: "Change" }).click();
  await page.getByRole("combobox", { name: "From" }).fill("Ło");
  await page.getByRole("heading", { name: "This server asks for a key" }).waitFor();
  await give(person, keys.read);
  expect(await page.getByRole("combobox", { name: "From" }).inputValue()).toBe("Ło");

  // it is forgotten at a word
  await page.getByRole("button", { name: /^Language/ }).click();
  await page.getByRole("button", { name: "Forget the key" }).click();
  await page.getByRole("heading", { name: "This server asks for a key" }).waitFor();
  person.forgive(/401/);
  await person.leave();
});

test("a key that may only read plans, and says so where something would be kept", async () => {
  const person = await Person.sit({ at: served.address, language: "pl" });
  const { page } = person;
  await person.open(BOX.replace("09-08", "09-09")); // not the plan that is kept above
  await page.getByLabel("Klucz", { exact: true }).fill(keys.read);
  await page.getByRole("button", { name: "Otwórz" }).click();
  await page.locator(".card").first().waitFor();
  // a job would be kept, so it is answered plainly, without a word on the key
  await page.getByRole("button", { name: "Kiedy wysłać" }).click();
  await page.getByRole("progressbar").waitFor();
  await page.locator(".runs > li").first().waitFor({ timeout: 120_000 });
  expect(await page.locator(".key-notice").count()).toBe(0);
  await page.getByRole("button", { name: "Wszystkie drogi" }).click();
  await page.locator(".card").first().waitFor();

  await page.locator(".tools button").nth(2).click();
  await page.locator(".key-notice").waitFor();
  expect(await page.locator(".tools .wrong").textContent()).toContain("tylko na odczyt");
  expect(await page.locator(".card").count()).toBeGreaterThan(0);
  await page.getByRole("button", { name: "Podaj inny klucz" }).click();
  await page.getByRole("button", { name: "Zostań przy tym kluczu" }).click();
  await page.locator(".card").first().waitFor();
  expect(await page.locator(".key-notice").count()).toBe(0);
  person.forgive(/40[13]/);
  await person.leave();
});
