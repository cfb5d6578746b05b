// Everything that needs the map library itself, in a file of its own so that it is loaded apart.
import { Map as LibreMap, setWorkerUrl } from "maplibre-gl";
import worker from "maplibre-gl/dist/maplibre-gl-worker.mjs?url";
import type { Theme } from "./colours.ts";
import { groundFiles, groundStyle } from "./ground.ts";

export { groundStyle };

// Without this the build passes and the map stays blank.
setWorkerUrl(new URL(worker, location.href).href);

// They are under way while the worker that reads them still starts.
for (const file of groundFiles()) void fetch(file).catch(() => {});

/** A map of the ground in an element, or null where the browser has no WebGL. */
export function startMap(container: HTMLElement, theme: Theme, still: boolean, failed: () => void): LibreMap | null {
  try {
    return new LibreMap({
      container,
      style: groundStyle(theme),
      bounds: [14, 35, 90, 56],
      attributionControl: false,
      canvasContextAttributes: { preserveDrawingBuffer: true }, // so that the map is on a printed page
      dragRotate: false,
      pitchWithRotate: false,
      touchPitch: false,
      renderWorldCopies: false,
      fadeDuration: still ? 0 : 150,
      maxZoom: 11,
      minZoom: 1,
    });
  } catch {
    failed();
    return null;
  }
}
