import { expect, test } from "vitest";
import { changesOf, withoutFlags } from "./repairs.ts";

test("a repair offers what it names", () => {
  expect(changesOf("agree power, or ask with --unit trailer_reefer or air_pallet (then about 82 days)")).toEqual([
    { key: "unit", value: "trailer_reefer" },
    { key: "unit", value: "air_pallet" },
  ]);
  expect(changesOf("group to 42 units (--shipment group) (then about 15 days)")).toEqual([
    { key: "shipment", value: "group" },
  ]);
  expect(changesOf("wait until the border opens")).toEqual([]);
});

test("readers of the page see no flags", () => {
  expect(withoutFlags("ask with --unit air_pallet or --payload-t 12")).toBe("ask with unit air_pallet or payload t 12");
});
