// Server-sent events, read by fetch: an EventSource could not send the key along.
import { ApiError, ask, route } from "./client.ts";

export interface ServerEvent {
  id: string;
  name: string;
  data: string;
}

/** The events that stand whole in a text, and what is left of it. */
export function eventsIn(text: string): { events: ServerEvent[]; rest: string } {
  const blocks = text.replaceAll("\r\n", "\n").split("\n\n");
  const rest = blocks.pop() ?? "";
  const events = blocks.flatMap((block) => {
    const event: ServerEvent = { id: "", name: "message", data: "" };
    const data: string[] = [];
    for (const line of block.split("\n")) {
      const [, name = "", value = ""] = /^([^:]*):? ?(.*)$/.exec(line) ?? [];
      if (name === "id") event.id = value;
      else if (name === "event") event.name = value;
      else if (name === "data") data.push(value);
    }
    event.data = data.join("\n");
    return data.length > 0 ? [event] : []; // a comment keeps the line open, and tells nothing
  });
  return { events, rest };
}

async function* read(body: ReadableStream<Uint8Array>): AsyncGenerator<ServerEvent> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let text = "";
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      const { events, rest } = eventsIn(text + decoder.decode(value, { stream: true }));
      text = rest;
      yield* events;
    }
  } finally {
    await reader.cancel().catch(() => {});
  }
}

const RETRIES = 5;
const PAUSE_MS = 2000;

/** The events of a route, one after another, for as long as they are wanted; a line that breaks is taken up again. */
export async function* follow(path: string, signal: AbortSignal): AsyncGenerator<ServerEvent> {
  let last = "";
  for (let tries = 0; ; tries += 1) {
    try {
      const answer = await ask(route(path), { signal, headers: last ? { "Last-Event-ID": last } : {} });
      if (!answer.body) return;
      for await (const event of read(answer.body)) {
        tries = 0;
        last = event.id || last;
        yield event;
      }
    } catch (error) {
      const passing = !(error instanceof ApiError) || error.code === "offline" || [429, 503].includes(error.status);
      if (signal.aborted || !passing || tries >= RETRIES) throw error;
    }
    await new Promise((done) => setTimeout(done, PAUSE_MS));
    signal.throwIfAborted();
  }
}
