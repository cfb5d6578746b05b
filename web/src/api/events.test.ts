import { expect, test } from "vitest";
import { eventsIn } from "./events.ts";

test("events are read as they come, in pieces too", () => {
  const whole = 'retry: 2000\n\nid: 1-a\nevent: progress\ndata: {"fraction": 0.5}\n\n: still here\n\nevent: done\nda';
  const { events, rest } = eventsIn(whole);
  expect(events).toEqual([{ id: "1-a", name: "progress", data: '{"fraction": 0.5}' }]);
  expect(rest).toBe("event: done\nda");
  expect(eventsIn(`${rest}ta: 1\ndata: 2\n\n`)).toEqual({
    events: [{ id: "", name: "done", data: "1\n2" }],
    rest: "",
  });
});
