// Keeping an answer on this server, and the address that opens it again.
import { useState } from "preact/hooks";
import { Icon } from "../../frame/icons.tsx";
import { Wrong } from "../../frame/states.tsx";
import { t } from "../../i18n/index.ts";
import { dayOf, savePlan } from "./kept.ts";
import type { EchoedQuery, Plan } from "./types.ts";
import { addressOfChange } from "./why_not.tsx";

/** What of an echoed question the address needs: what differs from nothing, in its own names. */
export function addressOfQuery(query: EchoedQuery): Record<string, string> {
  const { origin, destination, cargo, unit, units, payload_t, value_usd, hs, un, temp_c, incoterm, owner, shipment } =
    query;
  const given = {
    origin,
    destination,
    cargo,
    unit,
    units,
    payload_t,
    value_usd,
    hs,
    un,
    temp_c,
    incoterm,
    owner,
    shipment,
  };
  const lists = { via: query.via, avoid: query.avoid, modes: query.modes, deadline: query.deadline };
  const kept = Object.entries({ ...given, ...lists }).filter(
    ([, value]) => value !== null && value !== undefined && !(Array.isArray(value) && value.length === 0),
  );
  return { ...addressOfChange(Object.fromEntries(kept)), depart: dayOf(query).toISOString().slice(0, 10) };
}

export function SaveButton({ plan, itinerary }: { plan: Plan; itinerary: string }) {
  const [state, setState] = useState<"" | "busy" | "saved">("");
  const [wrong, setWrong] = useState<unknown>(null);
  const save = async () => {
    setState("busy");
    setWrong(null);
    try {
      await savePlan(plan, itinerary);
      setState("saved");
    } catch (error) {
      setWrong(error);
      setState("");
    }
  };
  return (
    <>
      <button type="button" class="quiet" disabled={state === "busy"} onClick={() => void save()} aria-live="polite">
        <Icon name={state === "saved" ? "check" : "save"} size={16} />
        {t(state === "saved" ? "saved.done" : "saved.save")}
      </button>
      <Wrong error={wrong} />
    </>
  );
}
