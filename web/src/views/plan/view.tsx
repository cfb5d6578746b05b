// Planning: the question, and the answer to the one in the address.
import { useMemo } from "preact/hooks";
import { ApiError, sendJson, useAnswer } from "../../api/client.ts";
import { Icon } from "../../frame/icons.tsx";
import { Failure, Skeleton } from "../../frame/states.tsx";
import { dayOfYear } from "../../i18n/format.ts";
import { t } from "../../i18n/index.ts";
import { go, listOf } from "../../url.ts";
import type { ViewProps } from "../index.ts";
import { PlanAnswer } from "./answer.tsx";
import { PlanForm } from "./form.tsx";
import { addressOf, type Draft, draftOf, fieldOf, queryOf } from "./query.ts";
import type { Plan, Query, WhatIf } from "./types.ts";
import "./plan.css";

interface Answered {
  plan: Plan;
  before: Plan | null;
}

async function ask(query: Query, closed: readonly string[], signal: AbortSignal): Promise<Answered> {
  if (closed.length === 0) return { plan: await sendJson<Plan>("/plan", query, { signal }), before: null };
  const { before, after } = await sendJson<WhatIf>("/plan/what-if", { query, close: closed }, { signal });
  return { plan: after, before };
}

export function PlanView({ params, theme }: ViewProps) {
  const query = queryOf(params);
  const closed = listOf(params, "close");
  const key = query && JSON.stringify([query, closed]);
  const asked = query && JSON.stringify(query);
  const { data, error, waiting, slow, again } = useAnswer<Answered & { key: string; asked: string }>(
    key,
    async (signal) => ({
      ...(await ask(query as Query, closed, signal)),
      key: key as string,
      asked: asked as string,
    }),
  );
  const lines = useAnswer<{ asked: string; drawn: GeoJSON.FeatureCollection }>(key, async (signal) => ({
    drawn: await sendJson("/plan/geojson", { ...query, avoid: [...(query?.avoid ?? []), ...closed] }, { signal }),
    asked: asked as string,
  }));
  const editing = !query || params.get("edit") === "1";
  const fault = error instanceof ApiError && fieldOf(error.field) ? error : null;
  const draft = useMemo(() => draftOf(params), [params]);
  const echoed = data?.plan.query;
  const names = {
    from: echoed && (echoed.origin === draft.from ? echoed.origin_name : undefined),
    to: echoed && (echoed.destination === draft.to ? echoed.destination_name : undefined),
  };
  const onAsk = (next: Draft) =>
    go({ ...addressOf(next), edit: null, way: null, leg: null, show: null, compare: null, close: null });

  if (editing || fault) {
    return (
      <>
        <h1>{t("plan.title")}</h1>
        <PlanForm
          key={String(Boolean(fault))}
          draft={draft}
          names={names}
          fault={fault}
          examples={!query}
          onAsk={onAsk}
        />
      </>
    );
  }
  // While a closure is reckoned the answer before stays, paler; another question begins anew.
  const shown = data && !error && data.asked === asked;
  const stale = shown && data.key !== key;
  return (
    <>
      <header class="asked">
        <div>
          <h1>{`${names.from ?? draft.from} – ${names.to ?? draft.to}`}</h1>
          <p class="note">
            {[
              dayOfYear(`${draft.depart}`),
              t(`cargo.${(echoed?.cargo ?? draft.cargo ?? "general") as "general"}`),
              echoed && `${echoed.units}\u00a0×\u00a0${t(`unitKind.${echoed.unit as "40HC"}`)}`,
              listOf(params, "avoid").length > 0 && t("plan.without", { what: listOf(params, "avoid").join(", ") }),
            ]
              .filter(Boolean)
              .join(" · ")}
          </p>
        </div>
        <button type="button" class="quiet" title={t("plan.change")} onClick={() => go({ edit: "1" })}>
          <Icon name="search" size={16} />
          {t("plan.change")}
        </button>
      </header>
      {error ? <Failure error={error} onAgain={again} /> : null}
      {!shown && waiting && <Skeleton rows={5} slow={slow} />}
      {shown && (
        <PlanAnswer
          stale={Boolean(stale) && waiting}
          query={query}
          plan={data.plan}
          before={data.before}
          lines={lines.data?.asked === asked ? lines.data.drawn : null}
          asked={`${asked}`}
          params={params}
          theme={theme}
        />
      )}
    </>
  );
}
