// The one map of the page. Views say what stands on it (sources, layers, what to show); the stage keeps it so,
// through loading, a change of theme and a change of view.
import type {
  FilterSpecification,
  GeoJSONSource,
  LayerSpecification,
  Map as LibreMap,
  LngLatBoundsLike,
  MapGeoJSONFeature,
} from "maplibre-gl";

/** What a view puts on the map. Names of sources and layers are the view's own; the stage sets `id:` before them. */
export interface MapContent {
  id: string;
  sources: Record<string, GeoJSON.FeatureCollection | string>;
  layers: readonly Layer[];
  /** The map moves here when the key changes, and not before. */
  fit?: { key: string; bounds: [number, number, number, number] } | undefined;
}

/** A layer of the map library whose source is one of the content's. */
export type Layer = LayerSpecification & { source: string };

/** What a view hears of the pointer over its layers: the topmost feature, or null when it leaves. */
export interface MapListener {
  layers: readonly string[];
  onHover?: (feature: MapGeoJSONFeature | null) => void;
  onClick?: (feature: MapGeoJSONFeature) => void;
}

export interface Padding {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

const EVERYTHING: LngLatBoundsLike = [14, 35, 90, 56];

export class Stage {
  private map: LibreMap | null = null;
  private readonly contents = new Map<string, MapContent>();
  private readonly drawn = new Map<string, MapContent>();
  private readonly listeners = new Map<string, Set<MapListener>>();
  private padding: Padding = { left: 0, right: 0, top: 0, bottom: 0 };
  private hovered: { listener: MapListener; id: string } | null = null;
  private fitted = "";
  still = false;

  /** Begin to draw on a map whose style is loaded. */
  open(map: LibreMap): void {
    this.map = map;
    map.setPadding(this.padding);
    for (const id of this.contents.keys()) this.draw(id);
    if (!this.fitted) this.whole();
    map.on("mousemove", (event) => this.point(event.point));
    map.on("mouseout", () => this.point(null));
    map.on("click", (event) => {
      const found = this.under(event.point);
      if (found) found.listener.onClick?.(found.feature);
    });
  }

  close(): void {
    this.map = null;
    this.drawn.clear();
  }

  /** Put a view's content on the map, or change it. */
  show(content: MapContent): void {
    this.contents.set(content.id, content);
    this.draw(content.id);
  }

  /** Take a view's content off the map. */
  hide(id: string): void {
    this.contents.delete(id);
    const before = this.drawn.get(id);
    this.drawn.delete(id);
    const map = this.map;
    if (!map || !before) return;
    for (const layer of before.layers) if (map.getLayer(`${id}:${layer.id}`)) map.removeLayer(`${id}:${layer.id}`);
    for (const name of Object.keys(before.sources)) map.removeSource(`${id}:${name}`);
  }

  listen(id: string, listener: MapListener): () => void {
    const those = this.listeners.get(id) ?? new Set();
    this.listeners.set(id, those.add(listener));
    return () => {
      those.delete(listener);
    };
  }

  /** Keep what is shown clear of the panel. */
  pad(padding: Padding): void {
    this.padding = padding;
    this.map?.setPadding(padding);
  }

  /** Another style stands below (theme or language): the views' layers are drawn anew. */
  restyled(): void {
    this.drawn.clear();
    for (const id of this.contents.keys()) this.draw(id);
  }

  whole(): void {
    this.fit(EVERYTHING);
  }

  zoom(by: number): void {
    this.map?.zoomTo(this.map.getZoom() + by, { duration: this.still ? 0 : 150 });
  }

  fit(bounds: LngLatBoundsLike): void {
    const { left, right, top, bottom } = this.padding;
    const map = this.map;
    if (!map) return;
    const box = map.getContainer();
    // Room for the names of the outermost stops.
    const wide = Math.max(24, Math.min(72, (box.clientWidth - left - right) / 5));
    const tall = Math.max(16, Math.min(56, (box.clientHeight - top - bottom) / 6));
    const margin = { left: wide, right: wide, top: tall, bottom: tall };
    map.fitBounds(bounds, { padding: margin, duration: this.still ? 0 : 150, maxZoom: 8 });
  }

  private draw(id: string): void {
    const map = this.map;
    const content = this.contents.get(id);
    if (!map || !content) return;
    const before = this.drawn.get(id);
    this.drawn.set(id, content);
    for (const [name, data] of Object.entries(content.sources)) {
      const source = map.getSource<GeoJSONSource>(`${id}:${name}`);
      if (!source) map.addSource(`${id}:${name}`, { type: "geojson", data });
      else if (before?.sources[name] !== data) source.setData(data);
    }
    for (const layer of content.layers) this.drawLayer(map, id, layer);
    const kept = new Set(content.layers.map((layer) => layer.id));
    for (const layer of before?.layers ?? []) {
      if (!kept.has(layer.id) && map.getLayer(`${id}:${layer.id}`)) map.removeLayer(`${id}:${layer.id}`);
    }
    if (content.fit && content.fit.key !== this.fitted) {
      this.fitted = content.fit.key;
      this.fit(content.fit.bounds);
    }
  }

  private drawLayer(map: LibreMap, id: string, layer: Layer): void {
    const full = `${id}:${layer.id}`;
    if (!map.getLayer(full)) {
      const names = map.getLayer("names") && layer.type !== "symbol" ? "names" : undefined;
      map.addLayer({ ...layer, id: full, source: `${id}:${layer.source}` } as LayerSpecification, names);
      return;
    }
    const filter = "filter" in layer ? (layer.filter as FilterSpecification | undefined) : undefined;
    map.setFilter(full, filter ?? null);
    for (const [name, value] of Object.entries(layer.paint ?? {})) {
      if (JSON.stringify(map.getPaintProperty(full, name as never)) !== JSON.stringify(value)) {
        map.setPaintProperty(full, name as never, value as never);
      }
    }
    for (const [name, value] of Object.entries(layer.layout ?? {})) {
      if (JSON.stringify(map.getLayoutProperty(full, name as never)) !== JSON.stringify(value)) {
        map.setLayoutProperty(full, name as never, value as never);
      }
    }
  }

  private under(point: { x: number; y: number }): { listener: MapListener; feature: MapGeoJSONFeature } | null {
    const map = this.map;
    if (!map) return null;
    for (const [id, those] of this.listeners) {
      for (const listener of those) {
        const layers = listener.layers.map((name) => `${id}:${name}`).filter((name) => map.getLayer(name));
        if (layers.length === 0) continue;
        const near = 4;
        const box: [[number, number], [number, number]] = [
          [point.x - near, point.y - near],
          [point.x + near, point.y + near],
        ];
        const [feature] = map.queryRenderedFeatures(box, { layers });
        if (feature) return { listener, feature };
      }
    }
    return null;
  }

  private point(at: { x: number; y: number } | null): void {
    const found = at && this.under(at);
    const id = found ? `${found.feature.layer.id}/${JSON.stringify(found.feature.properties)}` : "";
    if (id === (this.hovered?.id ?? "")) return;
    if (this.hovered && this.hovered.listener !== found?.listener) this.hovered.listener.onHover?.(null);
    this.hovered = found ? { listener: found.listener, id } : null;
    found?.listener.onHover?.(found.feature);
    if (this.map) this.map.getCanvas().style.cursor = found?.listener.onClick ? "pointer" : "";
  }
}
