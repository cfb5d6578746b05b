// The canvas of the map. The library is large, so it comes after the rest of the page.
import { useEffect, useRef, useState } from "preact/hooks";
import { Icon } from "../frame/icons.tsx";
import { t } from "../i18n/index.ts";
import type { Theme } from "./colours.ts";
import { useStage } from "./use.ts";

/** Where tests find the map, to ask what it has drawn. */
declare global {
  interface Window {
    transcaspiaMap?: import("maplibre-gl").Map;
  }
}

export function MapCanvas({ theme, language }: { theme: Theme; language: string }) {
  const box = useRef<HTMLDivElement>(null);
  const stage = useStage();
  const [failed, setFailed] = useState(false);
  const restyle = useRef<((theme: Theme) => void) | null>(null);

  useEffect(() => {
    let gone = false;
    let remove = () => {};
    // To run it takes longer than to draw the panel, which a reader can use meanwhile.
    const painted = new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    void painted
      .then(() => import("./library.ts"))
      .then(({ startMap, groundStyle }) => {
        if (gone || !box.current) return;
        const map = startMap(box.current, theme, stage.still, () => setFailed(true));
        if (!map) return;
        map.once("load", () => {
          stage.open(map);
          window.transcaspiaMap = map;
        });
        restyle.current = (to) => {
          map.setStyle(groundStyle(to), { diff: false });
          map.once("style.load", () => stage.restyled());
        };
        remove = () => map.remove();
      });
    return () => {
      gone = true;
      stage.close();
      remove();
    };
  }, [stage]);

  const first = useRef(true);

  useEffect(() => {
    if (first.current) first.current = false;
    else restyle.current?.(theme);
  }, [theme, language]);

  return (
    <section class="map" aria-label={t("app.map")}>
      <div class="map-canvas" ref={box} />
      {failed && <p class="map-failed">{t("map.failed")}</p>}
      <div class="map-buttons">
        <button type="button" onClick={() => stage.zoom(1)} title={t("map.zoomIn")} aria-label={t("map.zoomIn")}>
          <Icon name="plus" />
        </button>
        <button type="button" onClick={() => stage.zoom(-1)} title={t("map.zoomOut")} aria-label={t("map.zoomOut")}>
          <Icon name="minus" />
        </button>
        <button type="button" onClick={() => stage.whole()} title={t("map.whole")} aria-label={t("map.whole")}>
          <Icon name="whole" />
        </button>
      </div>
      <p class="map-attribution">{`${t("map.attribution")}: ${ATTRIBUTION}`}</p>
    </section>
  );
}

// Names of publishers are the same in every language.
const ATTRIBUTION = "© OpenStreetMap contributors (ODbL), GeoNames (CC-BY), Natural Earth, searoute";
