// Where meetings took place: a spot for each town, as large as there were meetings; that of the open entry is lit.
import { useMemo } from "preact/hooks";
import { type Found, usePlaces } from "../../api/places.ts";
import { word } from "../../i18n/index.ts";
import { GROUND, type Theme } from "../../map/colours.ts";
import { enlarged, FONT } from "../../map/ground.ts";
import type { Layer, MapContent } from "../../map/stage.ts";
import type { Entry } from "./types.ts";

/** How many meetings each town saw. */
export function townsOf(entries: readonly Pick<Entry, "place">[]): Map<string, number> {
  const towns = new Map<string, number>();
  for (const { place } of entries) if (place && place !== "online") towns.set(place, (towns.get(place) ?? 0) + 1);
  return towns;
}

export function useTowns(entries: readonly Entry[] | null, chosen: string | null, theme: Theme): MapContent | null {
  const towns = useMemo(() => townsOf(entries ?? []), [entries]);
  const places = usePlaces([...towns.keys()]);
  const lit = entries?.find(({ id }) => id === chosen)?.place ?? "";
  return useMemo(() => (places.size > 0 ? townsContent(towns, places, lit, theme) : null), [towns, places, lit, theme]);
}

function townsContent(
  towns: ReadonlyMap<string, number>,
  places: ReadonlyMap<string, Found>,
  lit: string,
  theme: Theme,
): MapContent {
  const ground = GROUND[theme];
  const features = [...places].map(([town, { lon, lat }]) => ({
    type: "Feature" as const,
    properties: { town, name: `${word("town", town)} · ${towns.get(town)}`, n: towns.get(town) ?? 0 },
    geometry: { type: "Point" as const, coordinates: [lon, lat] },
  }));
  const often = features.filter(({ properties }) => properties.n > 1).map(({ geometry }) => geometry.coordinates);
  const [lons, lats] = [0, 1].map((axis) => often.map((at) => at[axis] ?? 0)) as [number[], number[]];
  const chosen = ["==", ["get", "town"], lit];
  const layers = [
    {
      id: "towns",
      type: "circle",
      source: "towns",
      paint: {
        "circle-radius": ["+", 3, ["*", 1.8, ["sqrt", ["get", "n"]]]],
        "circle-color": ground.ink,
        "circle-opacity": ["case", chosen, 0.9, 0.55],
        "circle-stroke-color": ["case", chosen, ground.ink, ground.casing],
        "circle-stroke-width": 2,
      },
    },
    {
      id: "names",
      type: "symbol",
      source: "towns",
      layout: {
        "text-field": ["get", "name"],
        "text-font": FONT,
        "text-size": 13 * enlarged(),
        "text-variable-anchor": ["top", "bottom", "left", "right"],
        "text-radial-offset": 1,
        "symbol-sort-key": ["-", 0, ["get", "n"]],
      },
      paint: { "text-color": ground.ink, "text-halo-color": ground.land, "text-halo-width": 1.6 },
    },
  ];
  return {
    id: "register",
    sources: { towns: { type: "FeatureCollection", features } },
    layers: layers as unknown as Layer[],
    fit:
      often.length > 1
        ? {
            key: "register",
            bounds: [Math.min(...lons) - 4, Math.min(...lats) - 4, Math.max(...lons) + 4, Math.max(...lats) + 4],
          }
        : undefined,
  };
}
