import { readFile } from "node:fs/promises";
import { afterAll, expect, test } from "vitest";
import { closeBrowser, Person } from "./person.ts";

afterAll(closeBrowser);

const REEFERS = "/?from=PLLOD&to=KZALA&depart=2025-10-01&cargo=pharmaceuticals&unit=40RF&units=2&payload=18";

/** Choose a place by typing as one spells it, and taking the first that is offered, without waiting for it. */
async function choose(person: Person, label: string, typed: string, name: RegExp): Promise<void> {
  const field = person.page.getByRole("combobox", { name: label });
  await field.fill("");
  await field.pressSequentially(typed);
  await field.press("Enter");
  await expect.poll(() => field.inputValue()).toMatch(name);
}

test("a person searches two towns, plans, reads the chart and opens a leg's source", async () => {
  const person = await Person.sit();
  const { page } = person;
  await person.open();
  await choose(person, "From", "lodz", /Łódź/);
  await choose(person, "To", "Алматы", /Almaty/);
  await page.getByLabel("Goods ready on", { exact: true }).fill("2025-10-01");
  await page.getByText("Medicines", { exact: true }).click();
  await page.getByText("More options").click();
  await page.getByLabel("Number of units").fill("2");
  await page.getByRole("button", { name: "Find ways" }).click();
  await page.locator(".card").first().waitFor();
  expect(page.url()).toContain("from=PLLOD&to=KZALA&depart=2025-10-01&cargo=pharmaceuticals&units=2");
  const ways = await page.locator(".card").count();
  expect(ways).toBeGreaterThan(1);
  expect(await page.locator(".pareto-way").count()).toBe(ways);

  await person.sees("plan:chosen");
  await person.sees("plan:stops");
  await person.sees("plan:others");
  expect(await person.obstacles()).toEqual([]);

  // what is hovered in one place is lit in all three
  const second = page.locator(".card").nth(1);
  await second.hover();
  const id = await second.getAttribute("data-way");
  await page.locator(`.card.lit[data-way="${id}"]`).waitFor();
  expect(await page.locator(".pareto-way.lit").count()).toBe(1);
  await page.locator(".pareto-way").first().press("Enter");

  await page
    .getByRole("button", { name: /^Legs, papers, prices/ })
    .first()
    .click();
  const leg = page.locator(".leg-head").nth(1);
  await leg.click();
  const sheet = page.locator(".leg-sheet");
  await sheet.waitFor();
  // an open leg stands below its head, as wide as it
  const [head, body] = [await leg.boundingBox(), await sheet.boundingBox()];
  expect(Math.abs((head?.width ?? 0) - (body?.width ?? 0))).toBeLessThan(2);
  expect(body?.y).toBeGreaterThanOrEqual((head?.y ?? 0) + (head?.height ?? 0) - 1);
  await sheet.locator(".source").first().click();
  await page.locator(".source-sheet p").first().waitFor();
  expect(await sheet.locator(".grade").count()).toBeGreaterThan(0);
  expect(await person.obstacles()).toEqual([]);
  await page.goBack();
  await page.locator(".card").first().waitFor();
  await person.leave();
});

test("without Russia and Belarus another way is taken, and the link opens the same answer in another browser", async () => {
  const person = await Person.sit();
  await person.open(REEFERS);
  await person.page.locator(".card").first().waitFor();
  expect(await person.page.locator(".card h3").allTextContents()).toContain("Northern, by Belarus and Russia");
  await person.page.getByRole("button", { name: "Change" }).click();
  await person.page.getByText("More options").click();
  await person.page.getByLabel("Avoid countries or places").fill("RU,BY");
  await person.page.getByRole("button", { name: "Find ways" }).click();
  await person.page.waitForURL(/avoid=RU,BY/);
  await person.page.locator(".card").first().waitFor();
  const names = await person.page.locator(".card h3").allTextContents();
  expect(names.filter((name) => /Russia/.test(name))).toEqual([]);
  await person.page.getByRole("button", { name: /^Legs/ }).first().click();
  await person.page.locator(".timeline").waitFor();

  const other = await Person.sit({ language: "pl", theme: "dark" });
  await other.page.goto(person.page.url());
  await other.page.locator(".timeline").waitFor();
  expect(await other.page.locator(".stop b").allTextContents()).toEqual(
    await person.page.locator(".stop b").allTextContents(),
  );
  await other.sees("plan:chosen");
  await other.leave();
  await person.leave();
});

test("a stop or a line is closed, the cards say what moved, and one key opens it again", async () => {
  const person = await Person.sit();
  const { page } = person;
  await person.open(`${REEFERS}&show=way&way=i1`);
  await page.locator(".timeline").waitFor();
  const stop = page.locator(".stop", { has: page.locator(".close-it") }).first();
  const name = await stop.locator("b").textContent();
  await stop.locator(".close-it").click();
  await page.locator(".closed").waitFor();
  expect(await page.locator(".closed").textContent()).toContain(`Without ${name}`);
  await person.sees("plan:stops");
  await page.keyboard.press("u");
  await page.locator(".closed").waitFor({ state: "detached" });
  expect(page.url()).not.toContain("close=");

  // a line of a leg is closed in the same way
  await page.getByRole("button", { name: /^Legs/ }).first().click();
  await page.locator(".leg-head").nth(2).click();
  await page.locator(".links summary").click();
  const link = page.locator(".links button").first();
  const id = (await link.textContent()) ?? "";
  await link.click();
  await page.locator(".closed").waitFor();
  expect(new URL(page.url()).searchParams.get("close")).toBe(id);
  await page.locator(".card").first().waitFor();
  await person.sees("plan:chosen");
  await person.leave();
});

test("two ways are compared side by side", async () => {
  const person = await Person.sit();
  const { page } = person;
  await person.open(REEFERS);
  await page
    .getByRole("checkbox", { name: /^Compare/ })
    .nth(0)
    .check();
  await page
    .getByRole("checkbox", { name: /^Compare/ })
    .nth(1)
    .check();
  await page.getByRole("button", { name: "Compare the two" }).click();
  expect(await page.locator(".compare tbody tr").count()).toBeGreaterThan(6);
  expect(await page.locator(".better").count()).toBeGreaterThan(2);
  expect(await person.obstacles()).toEqual([]);
  await person.leave();
});

test("what cannot be planned says why and keeps what was typed", async () => {
  const person = await Person.sit();
  const { page } = person;
  await page.goto(`${await Person.address()}${REEFERS.replace("2025-10-01", "2031-10-01")}`);
  await page.locator(".wrong").waitFor();
  expect(await page.locator(".wrong").textContent()).toContain("outside the data");
  await expect.poll(() => page.getByRole("combobox", { name: "From" }).inputValue()).toBe("Łódź");
  person.forgive(/422/);
  await person.leave();
});

test("refused ways give their reason and their repair", async () => {
  const person = await Person.sit();
  await person.open(REEFERS);
  await person.page.locator(".refused summary").first().click();
  expect(await person.page.locator(".refused li").count()).toBeGreaterThan(0);
  expect(await person.page.locator(".repair").first().textContent()).toMatch(/Repair: \w+/);
  await person.leave();
});

test.each(["light", "dark"] as const)("the answer fits a phone, without obstacles, in the %s theme", async (theme) => {
  const person = await Person.sit({ width: 360, height: 740, theme, language: "ru" });
  await person.open(REEFERS);
  await person.page.locator(".card").first().waitFor();
  await person.sees("plan:chosen");
  expect(await person.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  const body = person.page.locator(".panel-body");
  expect(await body.evaluate((one) => one.scrollWidth - one.clientWidth)).toBeLessThanOrEqual(0);
  expect(await person.obstacles()).toEqual([]);
  await person.leave();
});

test("other days are looked at as work that tells how far it is and can be called off, and one of them is taken", async () => {
  const person = await Person.sit();
  const { page } = person;
  await person.open("/?from=CNXIA&to=PLWAW&depart=2025-09-08");
  await page.getByRole("button", { name: "When to leave" }).click();
  await page.getByRole("progressbar").waitFor();
  await page.locator("progress[value]").waitFor();
  expect(await page.locator(".work .note").textContent()).toMatch(/^\d+ of 30 days$/);
  await page.getByRole("button", { name: "Cancel" }).click();
  await page.getByText("Called off").waitFor();
  expect(await page.locator(".runs").count()).toBe(0);
  // the page knows at once, the work ends with the day at which it is
  const last = () => page.evaluate(async () => (await (await fetch("api/v1/jobs?limit=1")).json()).jobs);
  await expect.poll(last, { timeout: 10_000 }).toMatchObject([{ kind: "departures", state: "cancelled" }]);

  await page.getByRole("button", { name: "Compare the days" }).click();
  // who goes away and comes back finds the same work further on
  await page.locator("progress[value]").waitFor();
  expect(await person.obstacles()).toEqual([]);
  await page.getByRole("button", { name: "All ways" }).click();
  await page.getByRole("button", { name: "When to leave" }).click();
  await page.locator(".runs > li").first().waitFor({ timeout: 120_000 });
  expect(await page.evaluate(async () => (await (await fetch("api/v1/jobs")).json()).jobs.length)).toBe(2);
  expect(await page.locator(".runs .band").count()).toBeGreaterThan(0);
  await page
    .getByRole("button", { name: /^Ready on/ })
    .last()
    .click();
  await page.locator(".card").first().waitFor();
  expect(new URL(page.url()).searchParams.get("show")).toBeNull();
  await person.leave();
}, 240_000);

test("the estimate and the request are files to take away", async () => {
  const person = await Person.sit({ language: "pl" });
  const { page } = person;
  await person.open(`${REEFERS}&show=way`);
  const [estimate] = await Promise.all([
    page.waitForEvent("download", { timeout: 60_000 }),
    page.getByRole("button", { name: "Kalkulacja (PDF)" }).click(),
  ]);
  expect(estimate.suggestedFilename()).toBe("estimate.pdf");
  const [request] = await Promise.all([
    page.waitForEvent("download", { timeout: 60_000 }),
    page.getByRole("button", { name: "Zapytanie ofertowe" }).click(),
  ]);
  expect(await readFile(await request.path(), "utf8")).toContain("40RF");
  await person.leave();
});

test("a printed page has the map, the cards and no buttons", async () => {
  const person = await Person.sit();
  const { page } = person;
  await person.open(REEFERS);
  await page.locator(".card").first().waitFor();
  await person.sees("plan:chosen");
  await page.emulateMedia({ media: "print" });
  expect(await page.locator(".rail").isVisible()).toBe(false);
  expect(await page.locator(".card-foot").first().isVisible()).toBe(false);
  expect(await page.locator(".map-canvas canvas").isVisible()).toBe(true);
  expect((await page.pdf({ format: "A4" })).length).toBeGreaterThan(20_000);
  await person.leave();
});

test("a share of the link copies the address", async () => {
  const person = await Person.sit();
  await person.open(REEFERS);
  await person.page.getByRole("button", { name: "Copy link" }).click();
  await person.page.getByRole("button", { name: "Copied" }).waitFor();
  expect(await person.page.evaluate(() => navigator.clipboard.readText())).toBe(person.page.url());
  await person.leave();
});

test("a way that was expected is explained", async () => {
  const person = await Person.sit();
  const { page } = person;
  await person.open(REEFERS);
  await choose(person, "Why not by way of", "Aktau", /Aktau/);
  await page.getByRole("button", { name: "Ask", exact: true }).click();
  await page.locator(".why-not-sheet").waitFor({ timeout: 60_000 });
  expect(await page.locator(".why-not-sheet b").textContent()).toMatch(/^(A way by|By) .*Aktau/);
  await person.leave();
});

test("a plan is kept and opened again", async () => {
  const person = await Person.sit();
  const { page } = person;
  await person.open(REEFERS);
  await page.getByRole("button", { name: "Keep", exact: true }).click();
  await page.getByRole("button", { name: "Kept" }).waitFor();
  await page.getByRole("link", { name: "Plan" }).click();
  await page.locator(".saved").first().click();
  await page.locator(".card").first().waitFor();
  expect(new URL(page.url()).searchParams.get("depart")).toBe("2025-10-01");
  await person.leave();
});

test("quotes are entered in the currency they came in, and set in the band like for like with what they leave out", async () => {
  const person = await Person.sit();
  const { page } = person;
  await person.open(`${REEFERS}&show=way`);
  await page.getByText("None yet.").waitFor();
  await page.getByText("Enter a quote that you received").click();
  await page.getByLabel("Who quotes").fill("A forwarder");
  await page.getByLabel("Total").fill("30 000");
  await page.getByLabel("Currency").selectOption("PLN");
  await page.getByRole("button", { name: "Keep the quote" }).click();
  await page.getByText("for this currency, its rate").waitFor();
  await page.getByLabel("USD for 1 PLN").fill("0,25");
  await page.getByLabel("main carriage").selectOption("in the price");
  await page.getByLabel("customs clearance and duties").selectOption("not in the price");
  await page.getByLabel("Days promised, from").fill("25");
  await page.getByRole("button", { name: "Keep the quote" }).click();
  const first = page.locator(".quote-card").first();
  await first.waitFor();
  expect(await first.locator(".quote-head").textContent()).toMatch(/A forwarder.*30,000/);
  expect(await first.textContent()).toMatch(/Like for like \$[78],[05]00/);
  expect(await first.textContent()).toContain("Leaves out: customs clearance and duties (no price known)");
  expect(await first.textContent()).toContain("Does not say:");
  expect(await first.textContent()).toContain("Promises 25–25 days");

  await page.getByText("Enter a quote that you received").click();
  await page.getByLabel("Who quotes").fill("Another");
  await page.getByLabel("Total").fill("9000");
  await page.getByLabel("Currency").selectOption("EUR");
  await page.getByRole("button", { name: "Keep the quote" }).click();
  await page.locator(".quote-card").nth(1).waitFor();
  expect(await page.locator(".quote-head b").allTextContents()).toEqual(["A forwarder", "Another"]);
  expect(await person.obstacles()).toEqual([]);
  // both answer one kept plan, and stay
  const kept = await page.evaluate(async () => (await (await fetch("api/v1/quotes")).json()).items);
  expect(new Set(kept.map(({ body }: { body: { plan: string } }) => body.plan)).size).toBe(1);
  await page.reload();
  await page.locator(".quote-card").nth(1).waitFor();
  await page.getByRole("button", { name: "Remove the quote of Another" }).click();
  await page.locator(".quote-card").nth(1).waitFor({ state: "detached" });
  await person.leave();
});

test("a kept plan is watched: what changed for it since is told, and it is watched no more", async () => {
  const person = await Person.sit();
  const { page } = person;
  // kept with what was known before the border was shut for ten days in September 2025
  const query = { origin: "PLLOD", destination: "KZALA", depart: "2025-09-10", known_on: "2025-09-01", unit: "40HC" };
  const asked = { headers: { "Content-Type": "application/json" }, method: "POST" };
  const post = async (path: string, body: unknown) =>
    (await fetch(`${person.own}/api/v1${path}`, { ...asked, body: JSON.stringify(body) })).json();
  const answer = (await post("/plan", query)) as { itineraries: { id: string; corridor: string }[] };
  const north = answer.itineraries.find(({ corridor }) => corridor === "north");
  const name = "Watched, Łódź – Almaty";
  await post("/plans", { name, answer, itinerary: north?.id });

  await person.open("/");
  const row = page.locator(".kept-plans li", { has: page.getByText(name) }).first();
  await row.getByRole("button", { name: /^Watch/ }).click();
  await row.locator(".watch-told").waitFor({ timeout: 60_000 });
  expect(await row.locator(".watch-line").textContent()).toMatch(/^\d+ things? changed$/);
  const closure = row.locator(".watch-told li", { has: page.getByText("Closure", { exact: true }) }).first();
  expect(await closure.textContent()).toMatch(/shut from 2025-09-1/);
  expect(await person.obstacles()).toEqual([]);

  // what was found stays with the watch
  await page.reload();
  await row.locator(".watch-told").waitFor();
  await row.getByRole("button", { name: /^Stop watching/ }).click();
  await row.getByRole("button", { name: /^Watch/ }).waitFor();
  expect(await row.locator(".watch-told").count()).toBe(0);
  const left = await page.evaluate(async () => (await (await fetch("api/v1/watches")).json()).items);
  expect(left).toEqual([]);
  await person.leave();
});

test("a day is written in the manner of the page's language, whatever the browser's, and chosen by keyboard", async () => {
  const person = await Person.sit({ language: "en", width: 360, height: 740 });
  const { page } = person;
  await person.open("/?lang=pl&from=PLLOD&to=KZALA&depart=2025-10-01&edit=1");
  const field = page.getByLabel("Towar gotowy dnia", { exact: true });
  expect(await field.inputValue()).toBe("01.10.2025");
  await field.fill("31.2.2025");
  await field.blur();
  await page.getByText("To nie jest data").waitFor();
  await field.fill("3 paź 2025");
  await field.blur();
  expect(await field.inputValue()).toBe("03.10.2025");

  await page.getByRole("button", { name: "Wybierz dzień: Towar gotowy dnia" }).press("Enter");
  const calendar = page.getByRole("dialog", { name: "Wybierz dzień" });
  await calendar.locator('[data-day="2025-10-03"]:focus').waitFor();
  expect(await calendar.locator("b").textContent()).toBe("Październik 2025");
  for (const box of await calendar
    .locator("button")
    .evaluateAll((all) => all.map((one) => one.getBoundingClientRect()))) {
    expect(Math.min(box.width, box.height)).toBeGreaterThanOrEqual(44);
  }
  expect(await person.obstacles()).toEqual([]);
  await page.keyboard.press("PageDown");
  await page.keyboard.press("ArrowDown");
  await calendar.locator('[data-day="2025-11-10"]:focus').waitFor();
  await page.keyboard.press("Escape");
  await calendar.waitFor({ state: "detached" });
  expect(await field.inputValue()).toBe("03.10.2025");
  await page.keyboard.press("Enter"); // the button has the focus again
  await page.keyboard.press("Home");
  await page.keyboard.press("Enter");
  expect(await field.inputValue()).toBe("29.09.2025");
  await page.getByRole("button", { name: "Znajdź" }).click();
  await page.waitForURL(/depart=2025-09-29/);
  await person.leave();
});
