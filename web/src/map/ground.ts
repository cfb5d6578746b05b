// The base map: land, water, borders and few names, all from files of our own.
import type { StyleSpecification } from "maplibre-gl";
import borders from "../../.made/borders.json?url";
import land from "../../.made/land.json?url";
import names from "../../.made/names.json";
import { country } from "../i18n/format.ts";
import { t } from "../i18n/index.ts";
import { GROUND, type Theme } from "./colours.ts";

/** Where seas write their names; the size is a zoom at which the name appears. */
const SEAS = [
  ["sea.caspian", [50.9, 41.9], 3.2],
  ["sea.black", [34.2, 43.3], 3.2],
  ["sea.mediterranean", [18.2, 34.9], 3.2],
  ["sea.baltic", [19.2, 56.6], 4],
  ["sea.aral", [59.2, 45.1], 5],
] as const;

/** Fonts of the reader's system: no file of glyphs is loaded, so the map library draws them itself. */
export const FONT = ["system-ui", "Segoe UI", "Roboto", "Noto Sans", "sans-serif"];

/** How much larger names are written on a wall, where one stands farther off. */
export const enlarged = (): number => (innerWidth >= 2560 ? 1.5 : 1);

const absolute = (url: string): string => new URL(url, location.href).href;

/** The files of the base map. */
export const groundFiles = (): string[] => [absolute(land), absolute(borders)];

function nameFeatures(): GeoJSON.FeatureCollection {
  const countries = names.map((one) => ({
    type: "Feature" as const,
    properties: { kind: "country", name: country(one.code), from: one.size > 60 ? 0 : one.size > 12 ? 3.4 : 4.4 },
    geometry: { type: "Point" as const, coordinates: one.at },
  }));
  const seas = SEAS.map(([key, at, from]) => ({
    type: "Feature" as const,
    properties: { kind: "sea", name: t(key), from },
    geometry: { type: "Point" as const, coordinates: [...at] },
  }));
  return { type: "FeatureCollection", features: [...countries, ...seas] };
}

/** The style of the base map in a theme and in the language of the page. */
export function groundStyle(theme: Theme): StyleSpecification {
  const ground = GROUND[theme];
  const scale = enlarged();
  return {
    version: 8,
    sources: {
      land: { type: "geojson", data: absolute(land) },
      borders: { type: "geojson", data: absolute(borders) },
      names: { type: "geojson", data: nameFeatures() },
    },
    layers: [
      { id: "water", type: "background", paint: { "background-color": ground.water } },
      { id: "land", type: "fill", source: "land", paint: { "fill-color": ground.land } },
      { id: "coast", type: "line", source: "land", paint: { "line-color": ground.coast, "line-width": 0.6 } },
      {
        id: "borders",
        type: "line",
        source: "borders",
        paint: {
          "line-color": ground.border,
          "line-width": ["interpolate", ["linear"], ["zoom"], 2, 0.6, 6, 1.4],
        },
      },
      {
        id: "names",
        type: "symbol",
        source: "names",
        filter: ["<=", ["get", "from"], ["zoom"]],
        layout: {
          "text-field": ["get", "name"],
          "text-font": FONT,
          "text-size": ["interpolate", ["linear"], ["zoom"], 3, 10.5 * scale, 7, 14 * scale],
          "text-letter-spacing": ["match", ["get", "kind"], "sea", 0.06, 0.04],
          "text-max-width": 7,
          "text-padding": 6,
        },
        paint: {
          "text-color": ["match", ["get", "kind"], "sea", ground.waterInk, ground.soft],
          "text-halo-color": ["match", ["get", "kind"], "sea", ground.water, ground.land],
          "text-halo-width": 1.2,
        },
      },
    ],
  };
}
