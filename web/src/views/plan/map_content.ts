// What a plan draws: every way thin, the chosen one thick, its stops named.
import { GROUND, type Ground, modeColour, type Theme } from "../../map/colours.ts";
import { enlarged, FONT } from "../../map/ground.ts";
import type { Layer, MapContent } from "../../map/stage.ts";

export interface Look {
  theme: Theme;
  chosen: string;
  lit: string | null;
  /** Number of the leg that is open in the panel. */
  leg: number | null;
}

type Lines = GeoJSON.FeatureCollection;

/** The box around features, optionally only those of one way; null without any. */
export function boundsOf(lines: Lines, number?: number): Box | null {
  const box: Box = [180, 90, -180, -90];
  const walk = (part: unknown): void => {
    if (!Array.isArray(part)) return;
    const [x, y] = part as unknown[];
    if (typeof x === "number" && typeof y === "number") {
      box[0] = Math.min(box[0], x);
      box[1] = Math.min(box[1], y);
      box[2] = Math.max(box[2], x);
      box[3] = Math.max(box[3], y);
    } else for (const inner of part) walk(inner);
  };
  for (const { geometry, properties } of lines.features) {
    if (number !== undefined && properties?.itinerary !== number) continue;
    if ("coordinates" in geometry) walk(geometry.coordinates);
  }
  return box[0] > box[2] ? null : box;
}

type Box = [number, number, number, number];

/** What to look at: all ways, or the chosen one alone where a far way round would make it small. */
export function shownBounds(all: Box | null, chosen: Box | null): Box | null {
  if (!all || !chosen) return all;
  const wide = (box: Box) => box[2] - box[0];
  const tall = (box: Box) => box[3] - box[1];
  return wide(all) <= 1.35 * wide(chosen) && tall(all) <= 2.5 * tall(chosen) ? all : chosen;
}

/** Mark the legs whose course is not known: a straight line between two points; its length is. */
export function marked(lines: Lines): Lines {
  const features = lines.features.map((feature) => {
    const { geometry } = feature;
    const straight =
      geometry.type === "LineString" && geometry.coordinates.length === 2 && feature.properties?.schematic_access;
    return { ...feature, properties: { ...feature.properties, straight: Boolean(straight) } };
  });
  return { ...lines, features };
}

const numberOf = (id: string | null): number => Number(id?.slice(1) ?? -1);

const FERRY = ["match", ["get", "mode"], ["rail_ferry", "ro_ro"], true, false];
const STRAIGHT = ["==", ["get", "straight"], true];

export function planContent(lines: Lines, key: string, look: Look): MapContent {
  const ground = GROUND[look.theme];
  const [chosen, lit] = [numberOf(look.chosen), numberOf(look.lit)];
  const isLine = ["has", "leg"];
  const ofChosen = ["all", isLine, ["==", ["get", "itinerary"], chosen]];
  const others = ["all", isLine, ["!=", ["get", "itinerary"], chosen]];
  const isLit = ["==", ["get", "itinerary"], lit];
  const colour = modeColour(look.theme);
  const open = look.leg === null ? false : ["==", ["get", "leg"], look.leg];
  const round = { "line-cap": "round", "line-join": "round" } as const;
  const line = (
    id: string,
    filter: unknown,
    [at, else_]: readonly number[],
    when: unknown,
    more: Record<string, unknown>,
  ): Layer => {
    const width = ["case", when, (at ?? 0) * enlarged(), (else_ ?? 0) * enlarged()];
    const paint = { "line-color": colour, "line-width": width, ...more };
    return { id, type: "line", source: "lines", filter, layout: round, paint } as unknown as Layer;
  };
  const layers: Layer[] = [
    line("others", ["all", others, ["!", STRAIGHT]], [4, 1.8], isLit, {
      "line-opacity": ["case", isLit, 1, lit > 0 ? 0.35 : 0.6],
    }),
    line("others-straight", ["all", others, STRAIGHT], [3, 1.5], isLit, {
      "line-opacity": ["case", isLit, 1, 0.5],
      "line-dasharray": [1, 2],
    }),
    line("chosen-casing", ["all", ofChosen, ["!", STRAIGHT]], [12, 8], open, { "line-color": ground.casing }),
    line("chosen", ["all", ofChosen, ["!", STRAIGHT], ["!", FERRY]], [8, 5], open, {}),
    line("chosen-ferry", ["all", ofChosen, FERRY], [8, 5], open, { "line-dasharray": [1.6, 1.4] }),
    line("chosen-straight", ["all", ofChosen, STRAIGHT], [6, 4], open, { "line-dasharray": [0.2, 1.6] }),
    ...stops(ground, chosen),
  ];
  const bounds = shownBounds(boundsOf(lines), boundsOf(lines, chosen));
  return { id: "plan", sources: { lines }, layers, fit: bounds ? { key, bounds } : undefined };
}

function stops(ground: Ground, chosen: number): Layer[] {
  const here = ["all", ["has", "itineraries"], ["in", chosen, ["get", "itineraries"]]];
  return [
    {
      id: "stops",
      type: "circle",
      source: "lines",
      filter: here,
      paint: {
        "circle-radius": 5 * enlarged(),
        "circle-color": ground.casing,
        "circle-stroke-color": ground.ink,
        "circle-stroke-width": 2 * enlarged(),
      },
    },
    {
      id: "stop-names",
      type: "symbol",
      source: "lines",
      filter: here,
      layout: {
        "text-field": ["get", "name"],
        "text-font": FONT,
        "text-size": 13 * enlarged(),
        "text-variable-anchor": ["left", "top", "bottom", "top-left", "bottom-left"],
        "text-radial-offset": 0.8,
        "text-justify": "auto",
        "text-max-width": 9,
      },
      paint: { "text-color": ground.ink, "text-halo-color": ground.land, "text-halo-width": 1.8 },
    },
  ] as unknown as Layer[];
}

/** Where the two ends of a question lie, before there is an answer. */
export function endsContent(
  ends: readonly { name: string; lon: number; lat: number }[],
  theme: Theme,
): MapContent | null {
  if (ends.length === 0) return null;
  const features = ends.map(({ name, lon, lat }) => ({
    type: "Feature" as const,
    properties: { name, itineraries: [0] },
    geometry: { type: "Point" as const, coordinates: [lon, lat] },
  }));
  return { id: "plan", sources: { lines: { type: "FeatureCollection", features } }, layers: stops(GROUND[theme], 0) };
}
