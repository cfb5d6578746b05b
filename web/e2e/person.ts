// A person at the page: a browser window that also listens for whatever must not happen.
import { mkdtempSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { expect, inject } from "vitest";

const FLAGS = [
  "--no-sandbox",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--use-angle=swiftshader",
  "--enable-unsafe-swiftshader",
];

let browser: Browser | null = null;

async function started(): Promise<Browser> {
  browser ??= await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: FLAGS,
    env: { ...process.env, HOME: mkdtempSync(join(tmpdir(), "chromium-")) },
  });
  return browser;
}

export async function closeBrowser(): Promise<void> {
  await browser?.close();
  browser = null;
}

export interface Seat {
  width?: number;
  height?: number;
  theme?: "light" | "dark";
  language?: "en" | "pl" | "kk" | "ru";
  calm?: boolean;
  /** Address of another server than that of all tests. */
  at?: string;
}

export class Person {
  /** Errors on the console, failures of scripts, breaches of the page's policy. */
  readonly wrong: string[] = [];
  /** Addresses of other machines that the page asked for. */
  readonly outside: string[] = [];
  readonly page: Page;
  readonly context: BrowserContext;

  /** Address of the server. */
  readonly own: string;

  private constructor(page: Page, context: BrowserContext, own: string) {
    this.page = page;
    this.context = context;
    this.own = own;
    page.on("console", (message) => {
      if (message.type() === "error" || message.type() === "warning") this.wrong.push(message.text());
    });
    page.on("pageerror", (error) => this.wrong.push(String(error)));
    context.on("request", (request) => {
      const to = request.url();
      if (!to.startsWith(own) && !/^(data|blob):/.test(to)) this.outside.push(to);
    });
  }

  static async sit({
    width = 1440,
    height = 900,
    theme = "light",
    language = "en",
    calm = true,
    at = inject("address"),
  }: Seat = {}): Promise<Person> {
    const context = await (await started()).newContext({
      viewport: { width, height },
      colorScheme: theme,
      reducedMotion: calm ? "reduce" : "no-preference",
      locale: { en: "en-GB", pl: "pl-PL", kk: "kk-KZ", ru: "ru-RU" }[language],
      hasTouch: width < 720,
    });
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    context.setDefaultTimeout(60_000);
    return new Person(await context.newPage(), context, at);
  }

  static async address(): Promise<string> {
    return inject("address");
  }

  /** Take off what a test provokes on purpose, as the browser's line on an answer that is an error. */
  forgive(expected: RegExp): void {
    const kept = this.wrong.filter((line) => !expected.test(line));
    this.wrong.splice(0, this.wrong.length, ...kept);
  }

  /** Open an address below the server's, and wait until the base map is drawn. */
  async open(path = "/", how: { map?: boolean } = {}): Promise<void> {
    await this.page.goto(`${this.own}${path}`);
    await this.page.locator("#panel h1:visible").waitFor();
    if (how.map ?? true) await this.mapIsDrawn();
  }

  async mapIsDrawn(): Promise<void> {
    await this.page.waitForFunction(() => window.transcaspiaMap?.areTilesLoaded() && window.transcaspiaMap.loaded());
  }

  /** How many features a layer shows on the screen now; layers of views are called `view:layer`. */
  async drawn(layer: string): Promise<number> {
    return this.page.evaluate((name) => {
      const map = window.transcaspiaMap;
      return map?.getLayer(name) ? map.queryRenderedFeatures({ layers: [name] }).length : 0;
    }, layer);
  }

  /** Wait until a layer shows something. */
  async sees(layer: string): Promise<number> {
    await expect.poll(() => this.drawn(layer), { timeout: 20_000 }).toBeGreaterThan(0);
    return this.drawn(layer);
  }

  /** What axe finds that keeps people out: serious and critical faults. */
  async obstacles(): Promise<string[]> {
    const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
    await this.page.evaluate(axe); // through the debugger, which the page's policy does not bind
    return this.page.evaluate(async () => {
      const { axe } = window as unknown as { axe: { run: () => Promise<{ violations: Fault[] }> } };
      interface Fault {
        id: string;
        impact: string;
        nodes: { html: string; failureSummary: string }[];
      }
      const { violations } = await axe.run();
      return violations
        .filter(({ impact }) => impact === "serious" || impact === "critical")
        .flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`));
    });
  }

  /** Leave, having met nothing that must not happen. */
  async leave(): Promise<void> {
    await this.context.close();
    expect(this.wrong).toEqual([]);
    expect(this.outside).toEqual([]);
  }
}
