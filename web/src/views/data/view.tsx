// How good the data are: the model against what was seen, grades, sources, what changes.
import { useState } from "preact/hooks";
import { getJson, useAnswer } from "../../api/client.ts";
import { Failure, Skeleton } from "../../frame/states.tsx";
import { longDay } from "../../i18n/format.ts";
import { t } from "../../i18n/index.ts";
import { go } from "../../url.ts";
import type { ViewProps } from "../index.ts";
import { ChangesAround } from "../network/lists.tsx";
import { Grades } from "./grades.tsx";
import { SourceList } from "./source_list.tsx";
import type { Validation } from "./types.ts";
import { ValidationChart } from "./validation.tsx";
import "../network/network.css";
import "./data.css";

interface Status {
  network: { date: string; date_range: { from: string; to: string } } | null;
}

const LAYERS = ["links", "nodes", "borders", "services"] as const;

export function QualityView({ params, theme }: ViewProps) {
  const { data, error, waiting, slow, again } = useAnswer<Validation>("validate", (signal) =>
    getJson("/validate", {}, signal),
  );
  const status = useAnswer<Status>("status", (signal) => getJson("/status", {}, signal)).data?.network;
  const day = status?.date;
  const rows = useAnswer<{ properties: unknown }[]>(day ? `rows ${day}` : null, async (signal) => {
    const ask = (layer: string) =>
      getJson<{ features: { properties: unknown }[] }>("/network", { date: day, layer }, signal);
    return (await Promise.all(LAYERS.map(ask))).flatMap(({ features }) => features);
  }).data;
  const [sources, setSources] = useState(false);
  return (
    <>
      <h1>{t("data.title")}</h1>
      {error ? <Failure error={error} onAgain={again} /> : null}
      {!data && waiting && <Skeleton rows={6} slow={slow} />}
      {data && (
        <ValidationChart
          validation={data}
          metric={params.get("metric") === "cost" ? "cost" : "time"}
          all={params.get("all") === "1"}
          opened={params.get("case")}
          theme={theme}
        />
      )}
      {rows && day && <Grades rows={rows} day={longDay(day)} />}
      {status && (
        <ChangesAround
          day={status.date}
          first={status.date_range.from}
          last={status.date_range.to}
          onDay={(date) => go({ view: "network", date }, { from: new URLSearchParams() })}
        />
      )}
      {sources ? (
        <SourceList />
      ) : (
        <button type="button" onClick={() => setSources(true)}>
          {t("data.showSources")}
        </button>
      )}
    </>
  );
}
