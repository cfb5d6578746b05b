import { afterAll, expect, test } from "vitest";
import { closeBrowser, Person } from "./person.ts";

afterAll(closeBrowser);

test("the model stands against what was seen, with grades and sources", async () => {
  const person = await Person.sit();
  const { page } = person;
  await person.open("/?view=data");
  await page.locator(".case").first().waitFor({ timeout: 60_000 });
  const scored = await page.locator(".case").count();
  expect(scored).toBeGreaterThan(20);
  expect(await page.locator(".band-seen").count()).toBe(scored);
  await page.getByLabel("Also claims and announcements").check();
  await expect.poll(() => page.locator(".case").count()).toBeGreaterThan(scored);
  await page.getByText("Prices", { exact: true }).click();
  await page.waitForURL(/metric=cost/);
  await page.locator(".grade-bar").waitFor();
  expect(await page.locator(".grade-list li").count()).toBeGreaterThan(2);
  await page.getByRole("button", { name: "Show the sources" }).click();
  await page.getByLabel("Words of the title or publisher").fill("Małaszewicze brest");
  await expect.poll(() => page.locator(".rows a").count()).toBeGreaterThan(0);
  expect(await person.obstacles()).toEqual([]);
  expect(await person.drawn("land")).toBeGreaterThan(0);
  await person.leave();
});

test("a case is named by its journey, opens to what is known of it, and stands on the map", async () => {
  const person = await Person.sit();
  const { page } = person;
  await person.open("/?view=data");
  const journey = page.locator(".case .row-open", { hasText: "Xi'an – Duisburg" }).first();
  await journey.waitFor({ timeout: 60_000 });
  expect(await page.locator(".case .note", { hasText: /^by rail, \w+ 20\d\d$/ }).count()).toBeGreaterThan(5);
  await journey.click();
  await page.waitForURL(/case=/);
  await page.locator(".case-more", { hasText: "by way of" }).waitFor();
  expect(await person.sees("case:stops")).toBeGreaterThan(1);
  expect(await person.sees("case:line")).toBeGreaterThan(0);
  expect(await person.obstacles()).toEqual([]);
  await journey.click();
  await expect.poll(() => page.locator(".case-more").count()).toBe(0);
  await person.leave();
});

test.each(["pl", "kk"] as const)("the quality of the data fits a phone in %s", async (language) => {
  const person = await Person.sit({ width: 360, height: 740, language, theme: "dark" });
  await person.open("/?view=data");
  await person.page.locator(".case").first().waitFor({ timeout: 60_000 });
  const body = person.page.locator(".panel-body");
  expect(await body.evaluate((one) => one.scrollWidth - one.clientWidth)).toBeLessThanOrEqual(0);
  expect(await person.obstacles()).toEqual([]);
  await person.leave();
});
