// The journey of an open case on the map: its ends and what it passed, in order, joined where the way is not known.
import { useMemo } from "preact/hooks";
import { usePlaces } from "../../api/places.ts";
import { GROUND, type Theme } from "../../map/colours.ts";
import { enlarged, FONT } from "../../map/ground.ts";
import type { Layer, MapContent } from "../../map/stage.ts";
import { byOf } from "./cases.ts";
import type { Case } from "./types.ts";

export function useCaseContent(open: Case | null, names: ReadonlyMap<string, string>, theme: Theme): MapContent | null {
  const stops = open ? [open.origin, ...open.via, open.destination] : [];
  const places = usePlaces(stops);
  const key = open?.id ?? "";
  return useMemo(() => {
    const found = stops.flatMap((stop) => {
      const place = places.get(stop);
      return place ? [{ name: names.get(stop) ?? stop, at: [place.lon, place.lat] as [number, number] }] : [];
    });
    if (found.length < 2) return null;
    const by = byOf(open?.modes ?? []);
    return caseContent(key, found, by !== "sea" && by !== "air", theme);
  }, [key, places, theme]);
}

interface Stop {
  name: string;
  at: [number, number];
}

function caseContent(key: string, stops: readonly Stop[], joined: boolean, theme: Theme): MapContent {
  const ground = GROUND[theme];
  const points = stops.map(({ name, at }) => ({
    type: "Feature" as const,
    properties: { name },
    geometry: { type: "Point" as const, coordinates: at },
  }));
  const line = {
    type: "Feature" as const,
    properties: {},
    geometry: { type: "LineString" as const, coordinates: stops.map(({ at }) => at) },
  };
  const collection = (features: GeoJSON.Feature[]): GeoJSON.FeatureCollection => ({
    type: "FeatureCollection",
    features,
  });
  const [lons, lats] = [stops.map(({ at }) => at[0]), stops.map(({ at }) => at[1])];
  const [west, east, south, north] = [Math.min(...lons), Math.max(...lons), Math.min(...lats), Math.max(...lats)];
  const room = 2 + (east - west) * 0.12; // for the names at the ends
  const layers = [
    {
      id: "line",
      type: "line",
      source: "line",
      paint: { "line-color": ground.ink, "line-width": 1.5, "line-dasharray": [2, 2] },
    },
    {
      id: "stops",
      type: "circle",
      source: "stops",
      paint: {
        "circle-radius": 5,
        "circle-color": ground.ink,
        "circle-stroke-color": ground.casing,
        "circle-stroke-width": 2,
      },
    },
    {
      id: "names",
      type: "symbol",
      source: "stops",
      layout: {
        "text-field": ["get", "name"],
        "text-font": FONT,
        "text-size": 13 * enlarged(),
        "text-variable-anchor": ["top", "bottom", "left", "right"],
        "text-radial-offset": 0.8,
      },
      paint: { "text-color": ground.ink, "text-halo-color": ground.land, "text-halo-width": 1.6 },
    },
  ];
  return {
    id: "case",
    sources: { stops: collection(points), line: collection(joined ? [line] : []) },
    layers: layers as unknown as Layer[],
    fit: { key, bounds: [west - room, south - 2, east + room, north + 2] },
  };
}
