import { expect, test } from "vitest";
import { townsOf } from "./towns_map.ts";

test("towns are counted; what was held online is in none", () => {
  expect([...townsOf([{ place: "Warsaw" }, { place: "" }, { place: "online" }, { place: "Warsaw" }])]).toEqual([
    ["Warsaw", 2],
  ]);
});
