// The key that a server with --require-key asks for: held for this tab only, and sent with every request.
import { useEffect, useState } from "preact/hooks";

export interface KeyState {
  token: string | null;
  /** Why a key is asked for: there is none, this one opens nothing (any more), or the reader wants to give another. */
  asked: "missing" | "wrong" | "other" | null;
  /** The key may not do what was asked of it. */
  mayNot: boolean;
  /** Counts the keys that were given, so that what was refused is asked again. */
  round: number;
}

const NAME = "transcaspia.key";
const listeners = new Set<() => void>();
let state: KeyState = { token: kept(), asked: null, mayNot: false, round: 0 };

function kept(): string | null {
  try {
    return sessionStorage.getItem(NAME);
  } catch {
    return null;
  }
}

function change(by: Partial<KeyState>): void {
  state = { ...state, ...by };
  for (const listener of listeners) listener();
}

/** Use a key from now on; null forgets it. */
export function giveKey(token: string | null): void {
  try {
    if (token) sessionStorage.setItem(NAME, token);
    else sessionStorage.removeItem(NAME);
  } catch {
    // a browser that keeps nothing asks again after a reload
  }
  change({ token, asked: token ? null : "missing", mayNot: false, round: state.round + (token ? 1 : 0) });
}

/** The shown part of the key, which is no secret. */
export function shownPart(token: string): string {
  return token.split("_").slice(0, 2).join("_");
}

/** Ask the reader for another key, or go on with this one. */
export function askForKey(asked: "other" | null): void {
  change({ asked, mayNot: false });
}

/** Send the key along. */
export function withKey(headers: HeadersInit = {}, token: string | null = state.token): Headers {
  const all = new Headers(headers);
  if (token) all.set("Authorization", `Bearer ${token}`);
  return all;
}

/** Note what an answer says of the key that was sent with its request. */
export function noteAnswer(status: number, sent: string | null): void {
  if (sent !== state.token) return; // another key was given in between
  if (status === 401) change({ asked: sent ? "wrong" : "missing" });
  else if (status === 403 && sent) change({ mayNot: true });
}

export function keyNow(): string | null {
  return state.token;
}

export function useKey(): KeyState {
  const [found, set] = useState(state);
  useEffect(() => {
    const update = () => set(state);
    listeners.add(update);
    update();
    return () => {
      listeners.delete(update);
    };
  }, []);
  return found;
}
