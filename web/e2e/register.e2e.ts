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
  expect(await person.sees("register:towns")).toBeGreaterThan(2); // where the meetings were
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
  await page.getByText(/^And \d+ more/).waitFor();
  await page.getByLabel("Search the register").fill("Warsaw Nurtleu Sikorski");
  await page.locator("#register-search .row-open", { hasText: "Foreign ministers meet in Warsaw" }).first().click();
  await page.waitForURL(/entry=warsaw-2025-05/);
  await page.locator(".entry-sheet .note", { hasText: "23 May 2025" }).first().waitFor();
  await page.getByText("Present: Nurtleu, Sikorski").waitFor();
  expect(await page.locator(".entry-sheet .grade ~ span a").count()).toBeGreaterThan(0);
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
  expect(text).toMatch(/Komisj/);
  expect(await person.sees("register:towns")).toBeGreaterThan(2);
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

test("the matrix tells who is to act in which field; a cell opens its entries, and Escape goes back, all by keyboard", async () => {
  const person = await Person.sit();
  const { page } = person;
  await person.open("/?view=register");
  await page.getByRole("button", { name: "Matrix" }).click();
  await page.waitForURL(/part=matrix/);
  const cell = page.locator('[data-cell="trade.KZ"]');
  await cell.waitFor();
  expect(await page.locator("tbody th[scope=row]").count()).toBeGreaterThan(10);
  expect(await cell.getAttribute("aria-label")).toContain("overdue 1");
  expect(await person.obstacles()).toEqual([]);

  await cell.focus();
  await page.keyboard.press("ArrowRight");
  expect(await page.evaluate(() => document.activeElement?.getAttribute("data-cell"))).toBe("trade.PL");
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("Enter");
  await page.waitForURL(/cell=trade.KZ/);
  const entry = page.locator(".cell-list .row-open", { hasText: "The Commission coordinates cooperation" });
  await page.locator(".cell-list .note", { hasText: "Ministry of Foreign Affairs of Kazakhstan" }).first().waitFor();
  expect(await person.obstacles()).toEqual([]);
  await entry.focus();
  await page.keyboard.press("Enter");
  await page.waitForURL(/entry=c-2025-coordination/);
  await page.getByRole("heading", { name: "What led to it" }).waitFor();
  expect(await cell.isVisible()).toBe(true); // beside it, where there is room
  expect(await person.obstacles()).toEqual([]);
  await page.keyboard.press("Escape");
  await page.waitForURL((url) => !url.search.includes("entry"));
  expect(await entry.evaluate((one) => one === document.activeElement)).toBe(true);
  await page.keyboard.press("Escape");
  await page.waitForURL((url) => !url.search.includes("cell"));
  expect(await cell.evaluate((one) => one === document.activeElement)).toBe(true);
  expect(await person.drawn("land")).toBeGreaterThan(0);
  await person.leave();
});

test("the matrix shows one state or one body, and says how to see all again where nothing is left", async () => {
  const person = await Person.sit({ language: "pl" });
  const { page } = person;
  await person.open("/?view=register&part=matrix");
  await page.locator(".chip", { hasText: "po terminie" }).click();
  await page.waitForURL(/state=overdue/);
  expect(await page.locator("[data-cell] .state:not(.overdue)").count()).toBe(0);
  expect(await page.locator("[data-cell] .state.overdue").count()).toBeGreaterThan(1);
  await page.getByLabel("Kto ma działać", { exact: true }).selectOption({ label: "Uczelnie obu krajów" });
  await page.getByRole("button", { name: "Pokaż wszystkie" }).click();
  await page.locator('[data-cell="education.joint"]').waitFor();
  await person.leave();
});

test.each(["pl", "kk"] as const)("the matrix fits a phone in %s", async (language) => {
  const person = await Person.sit({ width: 360, height: 740, language });
  const { page } = person;
  await person.open("/?view=register&part=matrix");
  await page.locator('[data-cell="transport.joint"]').click();
  await page.locator(".cell-list .row-open").first().waitFor();
  const body = page.locator(".panel-body");
  expect(await body.evaluate((one) => one.scrollWidth - one.clientWidth)).toBeLessThanOrEqual(0);
  expect(await person.obstacles()).toEqual([]);
  await person.leave();
});

test("on a phone an entry opens where the person looks, and closing it goes back there", async () => {
  const person = await Person.sit({ width: 360, height: 740 });
  const { page } = person;
  await person.open("/?view=register");
  const dot = page.locator(".lane .dot").nth(3);
  await dot.waitFor();
  const inSight = async (text: string) =>
    page.getByRole("heading", { name: text }).evaluate((one) => {
      const { top, bottom } = one.getBoundingClientRect();
      const box = one.closest(".panel-body")?.getBoundingClientRect();
      return box !== undefined && top >= box.top && bottom <= box.bottom;
    });
  await dot.focus();
  await page.keyboard.press("Enter");
  await page.waitForURL(/entry=/);
  const title = (await page.locator(".entry-sheet h2").textContent()) ?? "";
  expect(await inSight(title)).toBe(true);
  expect(await page.evaluate(() => document.activeElement?.classList.contains("entry-sheet"))).toBe(true);
  expect(await person.obstacles()).toEqual([]);
  await page.keyboard.press("Escape");
  await page.waitForURL((url) => !url.search.includes("entry"));
  expect(await dot.evaluate((one) => one === document.activeElement)).toBe(true);

  const due = page.locator(".row-open", { hasText: "10th session of the Intergovernmental Commission" });
  await due.scrollIntoViewIfNeeded();
  const scrolled = await page.locator(".panel-body").evaluate((one) => one.scrollTop);
  await due.click();
  await page.waitForURL(/entry=igc-kz-pl-10/);
  await page.getByRole("heading", { name: "10th session of the Intergovernmental Commission" }).waitFor();
  expect(await inSight("10th session of the Intergovernmental Commission")).toBe(true);
  await page.goBack();
  await due.waitFor();
  expect(await page.locator(".panel-body").evaluate((one) => one.scrollTop)).toBe(scrolled);
  expect(await due.evaluate((one) => one === document.activeElement)).toBe(true);
  await person.leave();
});

test.each([
  ["/?view=register&entry=igc-kz-pl-10", ".entry-sheet h2", "register:towns"],
  ["/?view=register&part=matrix&cell=trade.KZ", ".cell-list h3", "land"],
  ["/?view=network&date=2025-09-15", ".ring", "network:closures"],
])("%s prints whole, without buttons", async (path, told, layer) => {
  const person = await Person.sit();
  const { page } = person;
  await person.open(path);
  await page.locator(told).first().waitFor();
  await person.sees(layer);
  await page.emulateMedia({ media: "print" });
  expect(await page.locator(told).first().isVisible()).toBe(true);
  expect(await page.locator(".rail, .part-button, .back").filter({ visible: true }).count()).toBe(0);
  const cut = await page
    .locator(".panel-body, .entry-sheet")
    .evaluateAll((all) =>
      all.some((one) => one.scrollHeight - one.clientHeight > 1 && getComputedStyle(one).overflowY !== "visible"),
    );
  expect(cut).toBe(false);
  expect((await page.pdf({ format: "A4" })).length).toBeGreaterThan(20_000);
  await person.leave();
});
