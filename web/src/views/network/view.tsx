// The network of any day: lines by mode, what is shut, what changes, and every figure with its source.
import { useCallback, useMemo, useState } from "preact/hooks";
import { getJson, useAnswer } from "../../api/client.ts";
import { Failure, Skeleton } from "../../frame/states.tsx";
import { longDay } from "../../i18n/format.ts";
import { t } from "../../i18n/index.ts";
import { useMapContent, useMapListener } from "../../map/use.ts";
import { go, listOf } from "../../url.ts";
import type { ViewProps } from "../index.ts";
import { AssetSheet } from "./asset_sheet.tsx";
import { DateSlider } from "./date_slider.tsx";
import { within } from "./days.ts";
import { Legend } from "./legend.tsx";
import { ChangesAround, Rules, ShutToday } from "./lists.tsx";
import { type NetworkLayers, networkContent } from "./map_content.ts";
import type { ClosureProperties, Collection, LinkProperties } from "./types.ts";
import "./network.css";

interface Status {
  network: { date_range: { from: string; to: string } } | null;
}

const LAYERS = ["links", "nodes", "borders", "closures"] as const;

async function layersOf(date: string, signal: AbortSignal): Promise<NetworkLayers> {
  const answers = await Promise.all(
    LAYERS.map((layer) => getJson<GeoJSON.FeatureCollection>("/network", { date, layer }, signal)),
  );
  return Object.fromEntries(LAYERS.map((layer, index) => [layer, answers[index]])) as unknown as NetworkLayers;
}

export function NetworkView({ params, theme }: ViewProps) {
  const status = useAnswer<Status>("status", (signal) => getJson("/status", {}, signal));
  const { from: first, to: last } = status.data?.network?.date_range ?? { from: "", to: "" };
  const today = new Date().toISOString().slice(0, 10);
  const day = first ? within(params.get("date") ?? today, first, last) : "";
  const { data, error, waiting, slow, again } = useAnswer<NetworkLayers>(day ? `network ${day}` : null, (signal) =>
    layersOf(day, signal),
  );
  const hidden = listOf(params, "hide");
  const asset = params.get("asset");
  const [lit, setLit] = useState<string | null>(null);
  const hiddenKey = hidden.join(",");
  const content = useMemo(
    () => (data ? networkContent(data, { theme, hidden: hiddenKey.split(","), asset, lit }) : null),
    [data, theme, hiddenKey, asset, lit],
  );
  useMapContent(content);
  useMapListener(
    "network",
    useMemo(
      () => ({
        layers: ["closures", "borders", "nodes", "links", "ferries"],
        onHover: (feature) => setLit(feature ? String(feature.properties.what ?? feature.properties.id) : null),
        onClick: (feature) => go({ asset: String(feature.properties.what ?? feature.properties.id) }),
      }),
      [],
    ),
  );
  const onDay = useCallback((date: string) => go({ date }, { replace: true }), []);
  const fault = error ?? status.error;
  return (
    <>
      <h1>{t("view.network")}</h1>
      {first && <DateSlider day={day} first={first} last={last} onChange={onDay} />}
      {fault ? <Failure error={fault} onAgain={error ? again : status.again} /> : null}
      {!data && (waiting || status.waiting) && <Skeleton rows={4} slow={slow} />}
      {data && asset && <AssetSheet key={asset} id={asset} day={day} onBack={() => go({ asset: null })} />}
      {data && !asset && (
        <>
          <p class="note">{t("network.hint", { day: longDay(day) })}</p>
          <ShutToday
            closures={data.closures as unknown as Collection<ClosureProperties>}
            onOpen={(id) => go({ asset: id })}
            onLight={setLit}
          />
          <Legend
            links={data.links as unknown as Collection<LinkProperties>}
            hidden={hidden}
            onChange={(hide) => go({ hide }, { replace: true })}
          />
          <ChangesAround day={day} first={first} last={last} onDay={onDay} />
          <Rules day={day} />
        </>
      )}
    </>
  );
}
