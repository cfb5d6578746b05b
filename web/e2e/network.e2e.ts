import { afterAll, expect, test } from "vitest";
import { closeBrowser, Person } from "./person.ts";

afterAll(closeBrowser);

const SEPTEMBER = "/?view=network&date=2025-09-15";

test("the network of 15 September 2025 has its border shut, with dates and sources", async () => {
  const person = await Person.sit();
  const { page } = person;
  await person.open(SEPTEMBER);
  await person.sees("network:links");
  await person.sees("network:nodes");
  await person.sees("network:closures");
  const shut = page.locator("section", { has: page.locator(".ring") }).first();
  expect(await shut.textContent()).toContain("Terespol-Brest");
  expect(await shut.textContent()).toContain("12 September 2025 to 24 September 2025");
  expect(await person.obstacles()).toEqual([]);
  await page.getByRole("button", { name: "Terespol-Brest" }).click();
  await page.locator(".attributes").first().waitFor();
  expect(page.url()).toContain("asset=PLTER");
  await page.locator(".asset .part summary").first().click();
  expect(await page.locator(".attributes .band").count()).toBeGreaterThan(0);
  await page.locator(".asset .source").first().click();
  await page.locator(".source-sheet p").first().waitFor();
  expect(await person.obstacles()).toEqual([]);
  await person.leave();
});

test("the slider moves through the years, and the border opens again", async () => {
  const person = await Person.sit();
  const { page } = person;
  await person.open(SEPTEMBER);
  await person.sees("network:closures");
  const names = async () => (await page.locator(".row-open").allTextContents()).join();
  expect(await names()).toContain("Terespol-Brest");
  await page.getByRole("slider", { name: "Network on" }).focus();
  for (let days = 0; days < 10; days += 1) await page.keyboard.press("ArrowRight");
  await page.waitForURL(/date=2025-09-25/);
  await expect.poll(names).not.toContain("Terespol-Brest");
  await person.leave();
});

test("a mode is hidden and shown by its line in the legend", async () => {
  const person = await Person.sit();
  const { page } = person;
  await person.open(SEPTEMBER);
  await person.sees("network:ferries");
  await page.getByRole("checkbox", { name: /rail ferry/ }).uncheck();
  await page.getByRole("checkbox", { name: /ro-ro ferry/ }).uncheck();
  await expect.poll(() => person.drawn("network:ferries")).toBe(0);
  expect(page.url()).toContain("hide=rail_ferry,ro_ro");
  await person.leave();
});

test.each(["light", "dark"] as const)("the network fits a phone, without obstacles, in the %s theme", async (theme) => {
  const person = await Person.sit({ width: 360, height: 740, theme, language: "kk" });
  await person.open(SEPTEMBER);
  await person.sees("network:links");
  const body = person.page.locator(".panel-body");
  expect(await body.evaluate((one) => one.scrollWidth - one.clientWidth)).toBeLessThanOrEqual(0);
  expect(await person.obstacles()).toEqual([]);
  await person.leave();
});
