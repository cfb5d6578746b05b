// Plans that were kept on this server: opened again, and watched for what changes on their way.
import { useEffect, useState } from "preact/hooks";
import { ApiError, getJson, sendJson, useAnswer } from "../../api/client.ts";
import { Icon } from "../../frame/icons.tsx";
import { Failure, Wrong } from "../../frame/states.tsx";
import { instant, longDay } from "../../i18n/format.ts";
import { t, word } from "../../i18n/index.ts";
import { addressAfter, go } from "../../url.ts";
import { dayOf, type PlanRecord } from "./kept.ts";
import { addressOfQuery } from "./saved.tsx";

interface Found {
  changed: boolean;
  events: { kind: string; what: string; text: string }[];
  lost: string[];
  new: string[];
}

export interface WatchRecord {
  id: string;
  version: number;
  body: { name: string; plan: string; last_checked?: string | null; last_found?: Found | null };
}

const FIRST = 5;
const MOST = 200;
const OLD_MS = 12 * 3_600_000;

/** What weighs most comes first. */
const KINDS = ["way", "closure", "restriction", "service", "booking", "season", "price", "data"];

export function weighed(events: Found["events"]): Found["events"] {
  const weight = (kind: string) => (KINDS.includes(kind) ? KINDS.indexOf(kind) : KINDS.length);
  return [...events].sort((one, other) => weight(one.kind) - weight(other.kind));
}

interface Kept {
  plans: PlanRecord[];
  watches: Map<string, WatchRecord>;
}

async function read(signal: AbortSignal): Promise<Kept> {
  const [plans, watches] = await Promise.all([
    getJson<{ items: PlanRecord[] }>("/plans", { limit: MOST }, signal),
    getJson<{ items: WatchRecord[] }>("/watches", { limit: MOST }, signal),
  ]);
  return { plans: plans.items, watches: new Map(watches.items.map((watch) => [watch.body.plan, watch])) };
}

/** The name that was given, or where it was made from the question, that question in the language of now. */
function nameOf({ body: { name, query } }: PlanRecord): string {
  const made = `${query.origin_name} – ${query.destination_name}, `;
  return name.startsWith(made) ? `${made}${longDay(dayOf(query))}` : name;
}

export function KeptPlans() {
  const { data, error, again } = useAnswer<Kept>("kept", read);
  const [all, setAll] = useState(false);
  if (error)
    return error instanceof ApiError && error.status === 401 ? null : <Failure error={error} onAgain={again} />;
  if (!data) return null;
  const shown = all ? data.plans : data.plans.slice(0, FIRST);
  return (
    <section class="examples kept-plans" aria-label={t("saved.title")}>
      <h2>{t("saved.title")}</h2>
      {data.plans.length === 0 && <p class="note">{t("saved.none")}</p>}
      <ul>
        {shown.map((plan) => (
          <KeptPlan key={plan.id} plan={plan} watch={data.watches.get(plan.id) ?? null} />
        ))}
      </ul>
      {data.plans.length > shown.length && (
        <button type="button" class="quiet" onClick={() => setAll(true)}>
          {t("saved.all", { n: data.plans.length })}
        </button>
      )}
    </section>
  );
}

function KeptPlan({ plan, watch: given }: { plan: PlanRecord; watch: WatchRecord | null }) {
  const [watch, setWatch] = useState(given);
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState<unknown>(null);
  const change = { ...addressOfQuery(plan.body.query), way: plan.body.itinerary };
  const doing = async (deed: () => Promise<WatchRecord | null>) => {
    setBusy(true);
    setWrong(null);
    try {
      setWatch(await deed());
    } catch (error) {
      setWrong(error);
    } finally {
      setBusy(false);
    }
  };
  const look = (one: WatchRecord, mayBeRefused = false) =>
    doing(async () => {
      setWatch(one);
      await sendJson(`/watches/${one.id}/check`, {}, { mayBeRefused });
      return getJson<WatchRecord>(`/watches/${one.id}`);
    });
  const begin = async () => {
    setBusy(true);
    setWrong(null);
    try {
      await look(await sendJson<WatchRecord>("/watches", { name: plan.body.name, plan: plan.id }));
    } catch (error) {
      setWrong(error);
      setBusy(false);
    }
  };
  const end = (one: WatchRecord) =>
    doing(async () => {
      await sendJson(`/watches/${one.id}`, undefined, { method: "DELETE", version: one.version });
      return null;
    });
  useEffect(() => {
    const checked = given?.body.last_checked;
    if (given && (!checked || Date.now() - Date.parse(checked) > OLD_MS)) void look(given, true);
  }, []);
  return (
    <li>
      <a
        class="saved"
        href={addressAfter(change, new URLSearchParams())}
        onClick={(event) => {
          if (event.ctrlKey || event.metaKey || event.shiftKey) return;
          event.preventDefault();
          go(change, { from: new URLSearchParams() });
        }}
      >
        <span>{nameOf(plan)}</span>
        <Icon name="right" size={16} />
      </a>
      <div class="watch">
        {watch && <Told watch={watch} busy={busy} />}
        <div class="watch-foot">
          {watch === null && (
            <button type="button" class="quiet" disabled={busy} onClick={() => void begin()}>
              <Icon name="eye" size={16} />
              {t("watch.begin")}
              <span class="only-read">{nameOf(plan)}</span>
            </button>
          )}
          {watch !== null && (
            <>
              <button type="button" class="quiet" disabled={busy} onClick={() => void look(watch)}>
                {t("watch.look")}
                <span class="only-read">{nameOf(plan)}</span>
              </button>
              <button type="button" class="quiet" disabled={busy} onClick={() => void end(watch)}>
                {t("watch.end")}
                <span class="only-read">{nameOf(plan)}</span>
              </button>
            </>
          )}
        </div>
        <Wrong error={wrong} />
      </div>
    </li>
  );
}

function Told({ watch, busy }: { watch: WatchRecord; busy: boolean }) {
  const { last_found: found, last_checked: checked } = watch.body;
  if (!found || !checked)
    return (
      <p class="note" role="status">
        {t(busy ? "watch.looking" : "watch.unlooked")}
      </p>
    );
  const events = weighed(found.events);
  const corridors = (names: readonly string[]) => names.map((name) => word("corridor", name)).join(", ");
  return (
    <div class="watch-told" aria-busy={busy}>
      <p class="watch-line" role="status">
        <Icon name={found.changed ? "warning" : "check"} size={16} />
        {found.changed ? t("watch.changed", { n: Math.max(1, events.length) }) : t("watch.same")}
      </p>
      {events.length > 0 && (
        <ul>
          {events.map(({ kind, what, text }) => (
            <li key={`${kind} ${what} ${text}`}>
              <b>{word("watch.kind", kind)}</b> <span lang="en">{text}</span>
            </li>
          ))}
        </ul>
      )}
      {found.lost.length > 0 && <p class="note">{t("watch.lost", { what: corridors(found.lost) })}</p>}
      {found.new.length > 0 && <p class="note">{t("watch.new", { what: corridors(found.new) })}</p>}
      <p class="note">{t("watch.checked", { when: instant(checked) })}</p>
    </div>
  );
}
