// Requests to the server that served the page, and to nothing else.
import { useEffect, useState } from "preact/hooks";
import { keyNow, noteAnswer, useKey, withKey } from "./key.ts";

/** An error as the server tells it; `offline` when it did not answer. */
export class ApiError extends Error {
  readonly code: string;
  readonly status: number;
  readonly field: string | null;
  readonly details: Record<string, unknown> | null;
  readonly request: string;

  constructor(
    code: string,
    message: string,
    how: { status?: number; field?: string | null; details?: Record<string, unknown> | null; request?: string } = {},
  ) {
    super(message);
    this.code = code;
    this.status = how.status ?? 0;
    this.field = how.field ?? null;
    this.details = how.details ?? null;
    this.request = how.request ?? "";
  }

  /** All that is known of it, to be copied into a report. */
  get whole(): string {
    const { code, status, message, field, details, request } = this;
    return JSON.stringify({ request, status, error: { code, message, field, details } }, null, 2);
  }
}

const API = "api/v1";

export type Query = Record<string, string | number | boolean | null | undefined>;

/** The address of a route below /api/v1, with its query. */
export function route(path: string, query: Query = {}): string {
  const given = Object.entries(query).filter(([, value]) => value !== null && value !== undefined && value !== "");
  const text = new URLSearchParams(given.map(([key, value]) => [key, String(value)])).toString();
  return `${API}${path}${text ? `?${text}` : ""}`;
}

/** Ask the server for something, by the key of this tab where there is one; `quiet`: what it may not do is no news. */
export async function ask(
  path: string,
  init: RequestInit = {},
  { key = keyNow(), quiet = false }: { key?: string | null; quiet?: boolean } = {},
): Promise<Response> {
  const request = `${init.method ?? "GET"} ${path}`;
  let answer: Response;
  try {
    answer = await fetch(path, { ...init, headers: withKey(init.headers, key) });
  } catch (error) {
    if (init.signal?.aborted) throw error;
    throw new ApiError("offline", String(error), { request });
  }
  if (answer.ok) return answer;
  if (!(quiet && answer.status === 403)) noteAnswer(answer.status, key);
  const text = await answer.text();
  try {
    const { code, message, field, details } = JSON.parse(text).error;
    throw new ApiError(code, message, { status: answer.status, field, details, request });
  } catch (error) {
    if (error instanceof ApiError) throw error;
    throw new ApiError("our_fault", text.slice(0, 400) || answer.statusText, { status: answer.status, request });
  }
}

export async function getJson<T>(path: string, query: Query = {}, signal: AbortSignal | null = null): Promise<T> {
  return (await ask(route(path, query), { signal })).json() as Promise<T>;
}

/** Send a body; `method`, the `version` that a change rests on and the `key` of a create that is sent once as records need them. */
export async function sendJson<T>(
  path: string,
  body: unknown,
  how: {
    method?: "POST" | "PUT" | "DELETE";
    version?: string | number;
    key?: string;
    signal?: AbortSignal | null;
    /** There is another way where the key may not do it. */
    mayBeRefused?: boolean;
  } = {},
): Promise<T> {
  const headers: Record<string, string> = { "Content-Type": "application/json" };
  if (how.version !== undefined) headers["If-Match"] = `"${how.version}"`;
  if (how.key !== undefined) headers["Idempotency-Key"] = how.key;
  const init = {
    method: how.method ?? "POST",
    headers,
    body: body === undefined ? null : JSON.stringify(body),
    signal: how.signal ?? null,
  };
  const answer = await ask(route(path), init, { quiet: how.mayBeRefused ?? false });
  return (answer.status === 204 ? undefined : await answer.json()) as T;
}

/** As `getJson`, for answers that are files. */
export async function getFile(path: string, query: Query = {}): Promise<Blob> {
  return (await ask(route(path, query), {})).blob();
}

/** As `sendJson`, for answers that are files. */
export async function sendForFile(path: string, body: unknown): Promise<Blob> {
  const headers = { "Content-Type": "application/json" };
  return (await ask(route(path), { method: "POST", headers, body: JSON.stringify(body) })).blob();
}

/** Ask whether a key opens this server; it throws what the server says where it does not. */
export async function tryKey(key: string): Promise<void> {
  await ask(route("/status"), {}, { key });
}

export interface Waited<T> {
  /** The last answer; while a new one is awaited, still the one before. */
  data: T | null;
  error: unknown;
  /** A request is under way for so long that the page should say so (300 ms). */
  waiting: boolean;
  /** It takes so long that the page should say why (4 s). */
  slow: boolean;
  again: () => void;
}

/**
 * Ask for something whenever its key changes; null asks nothing. An answer that is no longer wanted is dropped.
 */
export function useAnswer<T>(key: string | null, request: (signal: AbortSignal) => Promise<T>): Waited<T> {
  const [state, set] = useState<{ key: string | null; data: T | null; error: unknown }>({
    key: null,
    data: null,
    error: null,
  });
  const [pace, setPace] = useState<"" | "waiting" | "slow">("");
  const [round, setRound] = useState(0);
  const { round: keys } = useKey();

  useEffect(() => {
    setPace("");
    if (key === null) {
      set({ key, data: null, error: null });
      return;
    }
    set((before) =>
      before.error instanceof ApiError && before.error.status === 401 ? { ...before, error: null } : before,
    );
    const stop = new AbortController();
    const timers = [setTimeout(() => setPace("waiting"), 300), setTimeout(() => setPace("slow"), 4000)];
    const done = (data: T | null, error: unknown) => {
      for (const timer of timers) clearTimeout(timer);
      if (stop.signal.aborted) return;
      setPace("");
      set((before) => ({ key, data: error ? before.data : data, error }));
    };
    request(stop.signal).then(
      (data) => done(data, null),
      (error: unknown) => done(null, error),
    );
    return () => {
      stop.abort();
      for (const timer of timers) clearTimeout(timer);
    };
  }, [key, round, keys]);
  return {
    data: state.data,
    error: state.error,
    waiting: pace !== "",
    slow: pace === "slow",
    again: () => {
      set((before) => ({ ...before, error: null }));
      setRound((n) => n + 1);
    },
  };
}
