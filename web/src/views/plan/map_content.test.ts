import { expect, test } from "vitest";
import { boundsOf, marked } from "./map_content.ts";

const lines: GeoJSON.FeatureCollection = {
  type: "FeatureCollection",
  features: [
    {
      type: "Feature",
      properties: { itinerary: 1 },
      geometry: {
        type: "LineString",
        coordinates: [
          [19, 51],
          [76, 43],
        ],
      },
    },
    {
      type: "Feature",
      properties: { itinerary: 2 },
      geometry: {
        type: "MultiLineString",
        coordinates: [
          [
            [4, 52],
            [5, -34],
          ],
          [
            [120, 31],
            [121, 30],
          ],
        ],
      },
    },
    { type: "Feature", properties: { name: "Aktau" }, geometry: { type: "Point", coordinates: [51, 43] } },
  ],
};

test("the map shows the whole of a way, also of several lines", () => {
  expect(boundsOf(lines, 1)).toEqual([19, 43, 76, 51]);
  expect(boundsOf(lines, 2)).toEqual([4, -34, 121, 52]);
  expect(boundsOf(lines)).toEqual([4, -34, 121, 52]);
  expect(boundsOf(lines, 9)).toBeNull();
});

test("only a leg of two points is drawn as of unknown course", () => {
  const access = (coordinates: number[][]): GeoJSON.Feature => ({
    type: "Feature",
    properties: { schematic_access: true },
    geometry: { type: "LineString", coordinates },
  });
  const both = marked({
    type: "FeatureCollection",
    features: [
      access([
        [19, 51],
        [20, 52],
      ]),
      access([
        [19, 51],
        [20, 52],
        [21, 50],
      ]),
    ],
  });
  expect(both.features.map((one) => one.properties?.straight)).toEqual([true, false]);
});
