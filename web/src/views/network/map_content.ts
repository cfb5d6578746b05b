// The network of a day on the map: lines as wide as their departures a week, what is shut in a red ring.
import { CLOSED, GROUND, type Mode, modeColour, type Theme } from "../../map/colours.ts";
import { enlarged, FONT } from "../../map/ground.ts";
import type { Layer, MapContent } from "../../map/stage.ts";

export interface NetworkLayers {
  links: GeoJSON.FeatureCollection;
  nodes: GeoJSON.FeatureCollection;
  borders: GeoJSON.FeatureCollection;
  closures: GeoJSON.FeatureCollection;
}

export const MODES_SHOWN: readonly Mode[] = ["rail_1520", "rail_1435", "road", "sea", "rail_ferry", "ro_ro", "air"];

const WIDTH = [
  "interpolate",
  ["linear"],
  ["coalesce", ["get", "departures_per_week"], 0],
  0,
  1,
  7,
  2.2,
  20,
  4,
  50,
  6.5,
];

/** A spot that grows with the zoom, and is large where it is chosen. */
const radius = (chosen: unknown, far: number, near: number) => [
  "interpolate",
  ["linear"],
  ["zoom"],
  2,
  ["case", chosen, 6, far],
  5,
  ["case", chosen, 7, near],
];

/** The mode of a link as the palette names it, in the language of the map. */
const MODE = [
  "case",
  ["==", ["get", "mode"], "rail"],
  ["case", ["==", ["get", "gauge_mm"], 1435], "rail_1435", "rail_1520"],
  ["get", "mode"],
];

export function networkContent(
  layers: NetworkLayers,
  look: { theme: Theme; hidden: readonly string[]; asset: string | null; lit: string | null },
): MapContent {
  const ground = GROUND[look.theme];
  const shown = MODES_SHOWN.filter((mode) => !look.hidden.includes(mode));
  const of = ["in", MODE, ["literal", shown]];
  const ferry = ["match", ["get", "mode"], ["rail_ferry", "ro_ro"], true, false];
  const colour = modeColour(look.theme);
  const chosen = ["any", ["==", ["get", "id"], look.asset ?? ""], ["==", ["get", "id"], look.lit ?? ""]];
  const places = new Map(layers.closures.features.map((one) => [String(one.properties?.what), one]));
  const closures = { ...layers.closures, features: [...places.values()] }; // a place shut twice has one ring
  const shut = [...places.keys()];
  const open = ["!", ["in", ["get", "id"], ["literal", shut]]]; // what is shut is named by its ring
  const opacity = [
    "case",
    ["!=", ["get", "closed_by"], null],
    0.35,
    [">", ["coalesce", ["get", "departures_per_week"], 0], 0],
    0.9,
    0.5,
  ];
  const round = { "line-cap": "round", "line-join": "round" };
  const all = [
    {
      id: "chosen",
      type: "line",
      source: "links",
      filter: ["all", of, chosen],
      layout: round,
      paint: { "line-color": ground.ink, "line-width": ["+", WIDTH, 6] },
    },
    {
      id: "links",
      type: "line",
      source: "links",
      filter: ["all", of, ["!", ferry]],
      layout: round,
      paint: { "line-color": colour, "line-width": WIDTH, "line-opacity": opacity },
    },
    {
      id: "ferries",
      type: "line",
      source: "links",
      filter: ["all", of, ferry],
      paint: { "line-color": colour, "line-width": WIDTH, "line-opacity": opacity, "line-dasharray": [2, 1.5] },
    },
    {
      id: "nodes",
      type: "circle",
      source: "nodes",
      minzoom: 1,
      paint: {
        "circle-radius": radius(chosen, 1.2, 3),
        "circle-color": ground.ink,
        "circle-stroke-color": ground.casing,
        "circle-stroke-width": 1.2,
      },
    },
    {
      id: "borders",
      type: "circle",
      source: "borders",
      minzoom: 1,
      paint: {
        "circle-radius": radius(chosen, 1.6, 4),
        "circle-color": ground.casing,
        "circle-stroke-color": ground.ink,
        "circle-stroke-width": 2,
      },
    },
    {
      id: "closures",
      type: "circle",
      source: "closures",
      paint: {
        "circle-radius": 11,
        "circle-color": "rgba(0,0,0,0)",
        "circle-stroke-color": CLOSED[look.theme],
        "circle-stroke-width": 3.5,
      },
    },
    { ...name("node-names", "nodes", 4.6, ground.ink), filter: open },
    { ...name("border-names", "borders", 5.4, ground.soft), filter: open },
    {
      ...name("closure-names", "closures", 0, CLOSED[look.theme]),
      layout: {
        ...NAME,
        "text-field": ["get", "name"],
        "text-radial-offset": 1.3,
        "text-variable-anchor": ["left", "right", "top", "bottom"],
      },
    },
  ];
  function name(id: string, source: string, minzoom: number, ink: string) {
    return {
      id,
      type: "symbol",
      source,
      minzoom,
      layout: {
        ...NAME,
        "text-field": ["get", "name"],
        "symbol-sort-key": ["-", 0, ["coalesce", ["get", "departures_per_week"], 0]],
      },
      paint: { "text-color": ink, "text-halo-color": ground.land, "text-halo-width": 1.6 },
    };
  }
  return { id: "network", sources: { ...layers, closures }, layers: all as unknown as Layer[] };
}

const NAME = {
  "text-font": FONT,
  "text-size": 12 * enlarged(),
  "text-variable-anchor": ["left", "right", "top", "bottom"],
  "text-radial-offset": 0.7,
  "text-justify": "auto",
  "text-max-width": 9,
};
