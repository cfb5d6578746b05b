// Takes the pictures of docs/images/page: every view, at a desk and on a phone, in the light and in the dark.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, test } from "vitest";
import { SHOTS } from "./gallery.ts";
import { closeBrowser, Person } from "./person.ts";

const FOLDER = join(import.meta.dirname, "../../docs/images/page");
mkdirSync(FOLDER, { recursive: true });
afterAll(closeBrowser);

const SEATS = [
  { seat: "desk", width: 1280, height: 800 },
  { seat: "phone", width: 390, height: 780 },
] as const;

for (const { name, path, ready } of SHOTS) {
  for (const { seat, width, height } of SEATS) {
    for (const theme of ["light", "dark"] as const) {
      test(`${name}, ${seat}, ${theme}`, { timeout: 200_000 }, async () => {
        const person = await Person.sit({ width, height, theme });
        await person.open(path);
        await ready?.(person);
        await person.mapIsDrawn();
        await person.page.waitForTimeout(500); // the map fades nothing, but draws its names last
        await person.page.screenshot({ path: join(FOLDER, `${name}-${seat}-${theme}.jpg`), type: "jpeg", quality: 72 });
        await person.leave();
      });
    }
  }
}
