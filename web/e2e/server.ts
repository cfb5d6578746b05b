// Starts `transcaspia serve` on a free port with a store of its own, once for all tests, and stops it after them.
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
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

const COMMAND = join(import.meta.dirname, "../../.venv/bin/transcaspia");

export interface Served {
  address: string;
  /** Run another command of the package on the store of this server, and give what it prints. */
  run: (...command: string[]) => Promise<string>;
  stop: () => Promise<void>;
}

/** Start a server of its own, with options more than the port and the store; `first` is run on the store before. */
export async function serveWith(
  options: readonly string[] = [],
  first: (run: Served["run"]) => Promise<void> = async () => {},
): Promise<Served> {
  const folder = mkdtempSync(join(tmpdir(), "transcaspia-page-"));
  const store = ["--database-url", `sqlite:///${join(folder, "store.sqlite")}`];
  const run = async (...command: string[]): Promise<string> =>
    (await promisify(execFile)(COMMAND, [...command, ...store])).stdout.trim();
  await first(run);
  const port = await freePort();
  const server = spawn(COMMAND, ["serve", "--port", String(port), ...store, ...options], {
    stdio: ["ignore", "inherit", "inherit"],
  });
  const ended = once(server, "exit");
  const address = `http://127.0.0.1:${port}`;
  for (let tries = 0; ; tries += 1) {
    // On a new machine the kernels are compiled first, which a person would wait for once.
    const answer = await fetch(`${address}/api/v1/status`).catch(() => null);
    if (answer?.status === 401) break;
    if (answer?.ok && ((await answer.json()) as { warm: boolean }).warm) break;
    if (tries > 900 || server.exitCode !== null) throw new Error("the server did not start");
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  const stop = async (): Promise<void> => {
    server.kill("SIGTERM");
    const late = setTimeout(() => server.kill("SIGKILL"), 5000);
    await ended;
    clearTimeout(late);
    rmSync(folder, { recursive: true, force: true });
  };
  return { address, run, stop };
}

export default async function serve(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env.TRANSCASPIA;
  if (given) {
    project.provide("address", given);
    return async () => {};
  }
  const served = await serveWith();
  project.provide("address", served.address);
  return served.stop;
}
