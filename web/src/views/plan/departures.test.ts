import { expect, test, vi } from "vitest";

vi.stubGlobal("addEventListener", () => {});
vi.stubGlobal("matchMedia", () => ({ matches: false, addEventListener: () => {} }));
vi.stubGlobal("location", { search: "", pathname: "/", href: "http://localhost/" });
const { speak } = await import("../../i18n/index.ts");
const { runsOf } = await import("./departures.tsx");

const offer = (cost: number, labels = ["balanced"]) => ({
  labels,
  corridor: "north",
  corridor_name: "Northern",
  duration_h: { p10: 1, p50: 2, p90: 3 },
  cost_usd: { p10: 1000 * cost, p50: 1000 * cost, p90: 1500 * cost },
});

await speak("en");

test("days whose offers read the same are one row, and a change begins another", () => {
  const days = [
    { day: "2025-09-10", offers: [offer(1)], changes: [] },
    { day: "2025-09-11", offers: [offer(1.001)], changes: [] },
    { day: "2025-09-12", offers: [offer(2)], changes: [{ kind: "closure", text: "Terespol shut" }] },
    { day: "2025-09-13", offers: [offer(2, ["fastest"])], changes: [] },
  ];
  expect(runsOf(days, "balanced").map(({ from, to, changes }) => [from, to, changes])).toEqual([
    ["2025-09-10", "2025-09-11", []],
    ["2025-09-12", "2025-09-12", ["Terespol shut"]],
    ["2025-09-13", "2025-09-13", []],
  ]);
  expect(runsOf(days, "balanced")[2]?.offer).toBeNull();
});
