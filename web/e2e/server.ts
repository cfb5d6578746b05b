// Starts `transcaspia serve` on a free port with a store of its own, once for all tests, and stops it after them.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  export interface ProvidedContext {
    address: string;
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const at = server.address();
  server.close();
  if (typeof at !== "object" || !at) throw new Error("no free port");
  return at.port;
}

export default async function serve(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env.TRANSCASPIA;
  if (given) {
    project.provide("address", given);
    return async () => {};
  }
  const folder = mkdtempSync(join(tmpdir(), "transcaspia-page-"));
  const port = await freePort();
  const command = join(import.meta.dirname, "../../.venv/bin/transcaspia");
  const options = ["serve", "--port", String(port), "--database-url", `sqlite:///${join(folder, "store.sqlite")}`];
  const server = spawn(command, options, { stdio: ["ignore", "inherit", "inherit"] });
  const ended = once(server, "exit");
  const address = `http://127.0.0.1:${port}`;
  for (let tries = 0; ; tries += 1) {
    // On a new machine the kernels are compiled first, which a person would wait for once.
    const answer = await fetch(`${address}/api/v1/status`).catch(() => null);
    if (answer?.ok && ((await answer.json()) as { warm: boolean }).warm) break;
    if (tries > 900 || server.exitCode !== null) throw new Error("the server did not start");
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  project.provide("address", address);
  return async () => {
    server.kill("SIGTERM");
    const late = setTimeout(() => server.kill("SIGKILL"), 5000);
    await ended;
    clearTimeout(late);
    rmSync(folder, { recursive: true, force: true });
  };
}
