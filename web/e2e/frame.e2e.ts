import { afterAll, expect, inject, test } from "vitest";
import { closeBrowser, Person } from "./person.ts";

afterAll(closeBrowser);

test("the base map is drawn, with land, borders and names", async () => {
  const person = await Person.sit();
  await person.open();
  expect(await person.drawn("land")).toBeGreaterThan(0);
  expect(await person.drawn("borders")).toBeGreaterThan(0);
  const names = await person.page.evaluate(() =>
    window.transcaspiaMap?.queryRenderedFeatures({ layers: ["names"] }).map((one) => one.properties.name as string),
  );
  expect(names).toContain("Kazakhstan");
  await person.leave();
});

test("the page has a policy that allows nothing from elsewhere", async () => {
  const answer = await fetch(inject("address"));
  const policy = answer.headers.get("content-security-policy") ?? "";
  expect(policy).toContain("default-src 'none'");
  expect(policy).toMatch(/script-src 'self'(;|$)/);
  expect(policy).toMatch(/worker-src 'self'(;|$)/);
});

test("each place of the rail is an address, and Back goes back", async () => {
  const person = await Person.sit();
  await person.open();
  for (const [name, view] of [
    ["Network", "network"],
    ["Register", "register"],
    ["Data", "data"],
  ] as const) {
    await person.page.getByRole("navigation").getByRole("link", { name }).click();
    await person.page.waitForURL((url) => url.searchParams.get("view") === view);
    await person.page.locator("#panel h1").waitFor();
  }
  await person.page.goBack();
  await expect.poll(() => person.page.title()).toContain("Register");
  await person.leave();
});

test("the language and the appearance are chosen once and kept", async () => {
  const person = await Person.sit();
  await person.open();
  const { page } = person;
  await page.getByRole("button", { name: /Language/ }).click();
  await page.getByLabel("Language", { exact: true }).selectOption("pl");
  await page.getByRole("link", { name: "Sieć" }).waitFor();
  await page.reload();
  await page.getByRole("link", { name: "Sieć" }).waitFor();
  await person.mapIsDrawn();
  const names = await page.evaluate(() =>
    window.transcaspiaMap?.queryRenderedFeatures({ layers: ["names"] }).map((one) => one.properties.name as string),
  );
  expect(names).toContain("Kazachstan");
  await page.getByRole("button", { name: /Język/ }).click();
  await page.getByLabel("Wygląd", { exact: true }).selectOption("dark");
  await expect.poll(() => page.evaluate(() => document.documentElement.dataset.theme)).toBe("dark");
  await person.leave();
});

test.each([
  ["a phone", { width: 360, height: 740 }],
  ["a desk", { width: 1440, height: 900 }],
  ["a wall", { width: 3840, height: 2160 }],
] as const)("the frame fits %s, without obstacles in both themes", async (_name, size) => {
  for (const theme of ["light", "dark"] as const) {
    const person = await Person.sit({ ...size, theme });
    await person.open();
    expect(await person.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(size.width);
    expect(await person.obstacles()).toEqual([]);
    await person.leave();
  }
});

test("the sheet of a phone has three heights, by keyboard too", async () => {
  const person = await Person.sit({ width: 360, height: 740 });
  await person.open();
  const height = async () => (await person.page.locator("#panel").boundingBox())?.height ?? 0;
  const half = await height();
  await person.page.getByRole("button", { name: "Show more of the panel" }).focus();
  await person.page.keyboard.press("Enter");
  expect(await height()).toBeGreaterThan(half);
  await person.page.keyboard.press("Enter");
  expect(await height()).toBeLessThan(half);
  await person.leave();
});
