import { readFile } from "node:fs/promises";
import { afterAll, expect, test } from "vitest";
import { closeBrowser, Person } from "./person.ts";

afterAll(closeBrowser);

test("the chain stands in lanes, an entry lights what led to it, and what is overdue is marked", async () => {
  const person = await Person.sit();
  const { page } = person;
  await person.open("/?view=register");
  await page.locator(".lane .dot").first().waitFor();
  expect(await page.locator(".lane-line").count()).toBeGreaterThan(8);
  expect(await page.locator(".dot").count()).toBeGreaterThan(70);
  await page.locator(".state.overdue").first().waitFor();
  expect(await person.obstacles()).toEqual([]);
  await page.locator(".row-open", { hasText: "10th session of the Intergovernmental Commission" }).click();
  await page.waitForURL(/entry=igc-kz-pl-10/);
  await page.getByRole("heading", { name: "What led to it" }).waitFor();
  expect(await page.locator(".dot.linked").count()).toBeGreaterThan(1);
  expect(await page.locator(".asset a").count()).toBeGreaterThan(0);
  expect(await person.obstacles()).toEqual([]);
  expect(await person.drawn("land")).toBeGreaterThan(0);
  await person.leave();
});

test("the register is searched by words", async () => {
  const person = await Person.sit();
  const { page } = person;
  await person.open("/?view=register");
  await page.getByLabel("Search the register").fill("Warsaw");
  await page.locator(".row-open", { hasText: "President of Kazakhstan in Warsaw" }).first().click();
  await page.waitForURL(/entry=/);
  await person.leave();
});

test("the brief is read in Polish", async () => {
  const person = await Person.sit({ language: "pl" });
  const { page } = person;
  await person.open("/?view=register");
  const [brief] = await Promise.all([
    page.waitForEvent("download", { timeout: 90_000 }),
    page.getByRole("button", { name: "HTML" }).click(),
  ]);
  const text = await readFile(await brief.path(), "utf8");
  expect(brief.suggestedFilename()).toBe("brief-igc-kz-pl-pl.html");
  expect(text).toContain('lang="pl"');
  await person.leave();
}, 120_000);

test.each(["kk", "ru"] as const)("the register fits a phone in %s", async (language) => {
  const person = await Person.sit({ width: 360, height: 740, language, theme: "dark" });
  await person.open("/?view=register");
  await person.page.locator(".lane .dot").first().waitFor();
  const body = person.page.locator(".panel-body");
  expect(await body.evaluate((one) => one.scrollWidth - one.clientWidth)).toBeLessThanOrEqual(0);
  expect(await person.obstacles()).toEqual([]);
  await person.leave();
});
