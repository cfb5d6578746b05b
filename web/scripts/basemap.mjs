// Turns the base map that the Python package ships (TopoJSON of Natural Earth) into what the page draws:
// land in one piece, the borders that two countries share, and a point inside each country for its name.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { feature, merge, mesh } from "topojson-client";

const here = dirname(fileURLToPath(import.meta.url));
const source = join(here, "../../src/transcaspia/report/data/countries-50m.json");
const looks = join(here, "../../src/transcaspia/report/basemap.py");
const out = join(here, "../.made");

const topology = JSON.parse(readFileSync(source, "utf8"));
const countries = topology.objects.countries;
countries.geometries = countries.geometries.filter((one) => one.properties.name !== "Antarctica");

const codes = new Map(
  [...readFileSync(looks, "utf8").matchAll(/^ {4}"([^"]+)": "([A-Z]{2})",$/gm)].map(([, name, code]) => [name, code]),
);
// Names stand where the freight goes by, not in the middle of a large state.
const placed = { RU: [56, 58.5], CN: [103, 35], KZ: [66.5, 48.6] };

/** Leave out of a line what lies within a tolerance of the rest (Douglas and Peucker). */
function simplified(line, tolerance) {
  if (line.length < 3) return line;
  const [[x1, y1], [x2, y2]] = [line[0], line.at(-1)];
  const length = Math.hypot(x2 - x1, y2 - y1);
  let [far, where] = [0, 0];
  for (let i = 1; i < line.length - 1; i += 1) {
    const [x, y] = line[i];
    const off =
      length === 0 ? Math.hypot(x - x1, y - y1) : Math.abs((x2 - x1) * (y1 - y) - (x1 - x) * (y2 - y1)) / length;
    if (off > far) [far, where] = [off, i];
  }
  if (far <= tolerance) return [line[0], line.at(-1)];
  return [...simplified(line.slice(0, where + 1), tolerance).slice(0, -1), ...simplified(line.slice(where), tolerance)];
}

/** Whether the freight of the network can pass here; elsewhere a coarse coast is enough. */
const near = ([x, y]) => x > 0 && x < 130 && y > 20 && y < 62;

const { scale, translate } = topology.transform;
topology.arcs = topology.arcs.map((arc) => {
  let [x, y] = [0, 0];
  const line = arc.map(([dx, dy]) => {
    x += dx;
    y += dy;
    return [x * scale[0] + translate[0], y * scale[1] + translate[1]];
  });
  return simplified(line, line.some(near) ? 0.012 : 0.08);
});
delete topology.transform;

/** Round a coordinate to 0.01 degrees and drop what then falls on the point before. */
function rounded(line) {
  const kept = [];
  for (const [x, y] of line) {
    const point = [Math.round(x * 100) / 100, Math.round(y * 100) / 100];
    const last = kept.at(-1);
    if (!last || last[0] !== point[0] || last[1] !== point[1]) kept.push(point);
  }
  return kept;
}

function area(ring) {
  let sum = 0;
  for (let i = 1; i < ring.length; i += 1) sum += ring[i - 1][0] * ring[i][1] - ring[i][0] * ring[i - 1][1];
  return Math.abs(sum) / 2;
}

function inside([x, y], rings) {
  let odd = false;
  for (const ring of rings) {
    for (let i = 1; i < ring.length; i += 1) {
      const [[x1, y1], [x2, y2]] = [ring[i - 1], ring[i]];
      if (y1 > y !== y2 > y && x < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1) odd = !odd;
    }
  }
  return odd;
}

/** The point of a grid that lies farthest from the edge of a polygon. */
function middle(rings) {
  const outer = rings[0];
  const xs = outer.map((point) => point[0]);
  const ys = outer.map((point) => point[1]);
  const [left, right, low, high] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const squeeze = Math.cos((((low + high) / 2) * Math.PI) / 180);
  let best = [outer[0], -1];
  for (let i = 1; i < 24; i += 1) {
    for (let j = 1; j < 24; j += 1) {
      const point = [left + ((right - left) * i) / 24, low + ((high - low) * j) / 24];
      if (!inside(point, rings)) continue;
      const far = Math.min(...outer.map(([x, y]) => Math.hypot((x - point[0]) * squeeze, y - point[1])));
      if (far > best[1]) best = [point, far];
    }
  }
  return best[0].map((value) => Math.round(value * 10) / 10);
}

/** A ring that crosses the 180th meridian goes on beyond it, as the map library expects. */
function unwrapped(ring) {
  let turn = 0;
  return ring.map(([x, y], index) => {
    if (index > 0) {
      const step = x - ring[index - 1][0];
      if (Math.abs(step) > 180) turn -= Math.sign(step) * 360;
    }
    return [x + turn, y];
  });
}

const land = merge(topology, countries.geometries);
land.coordinates = land.coordinates
  .map((polygon) => polygon.map((ring) => rounded(unwrapped(ring))).filter((ring) => ring.length > 3))
  .filter((polygon) => polygon.length > 0 && area(polygon[0]) > 0.02);
const borders = mesh(topology, countries, (one, other) => one !== other);
borders.coordinates = borders.coordinates.map(rounded).filter((line) => line.length > 1);

const names = feature(topology, countries)
  .features.filter((one) => codes.has(one.properties.name))
  .map(({ properties, geometry }) => {
    const code = codes.get(properties.name);
    const polygons = geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
    const largest = polygons.reduce((one, other) => (area(other[0]) > area(one[0]) ? other : one));
    const size = Math.round(area(largest[0]));
    return { code, at: placed[code] ?? middle(largest), size };
  })
  .sort((one, other) => (one.code < other.code ? -1 : 1));

const as = (geometry) => JSON.stringify({ type: "Feature", properties: {}, geometry });
mkdirSync(out, { recursive: true });
writeFileSync(join(out, "land.json"), as(land));
writeFileSync(join(out, "borders.json"), as(borders));
writeFileSync(join(out, "names.json"), JSON.stringify(names));
