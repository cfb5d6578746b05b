// Long work as a job of the server: asked for, followed while it goes on, called off.
import { useEffect, useRef, useState } from "preact/hooks";
import { ApiError, getJson, sendJson } from "./client.ts";
import { follow } from "./events.ts";
import { useKey } from "./key.ts";

interface Job {
  id: string;
  state: "queued" | "running" | "done" | "failed" | "cancelled";
  fraction: number;
  problem: { code: string; message: string; field: string | null; details: Record<string, unknown> | null } | null;
}

export interface Work<T> {
  data: T | null;
  error: unknown;
  /** It goes on: how far, 0 to 1; null where that is not known. */
  going: { fraction: number | null } | null;
  cancelled: boolean;
  cancel: () => void;
  again: () => void;
}

/** Jobs of this page by what they are about: who comes back to one finds it further on. */
const known = new Map<string, string>();

interface Asked {
  kind: string;
  request: unknown;
  /** Route that answers the same at once, for a key that may only read: a job is kept, and so is written. */
  plain: string;
}

async function idOf(key: string, { kind, request }: Asked, signal: AbortSignal): Promise<string> {
  const before = known.get(key);
  if (before) return before;
  const made = await sendJson<Job>("/jobs", { kind, request }, { signal, mayBeRefused: true });
  known.set(key, made.id);
  return made.id;
}

/** Work that is done while one waits, with its progress. */
export function useJob<T>(key: string, asked: Asked): Work<T> {
  const [state, set] = useState<Pick<Work<T>, "data" | "error" | "going" | "cancelled">>({
    data: null,
    error: null,
    going: null,
    cancelled: false,
  });
  const [round, setRound] = useState(0);
  const { round: keys } = useKey();
  const cancel = useRef(() => {});

  useEffect(() => {
    const stop = new AbortController();
    const { signal } = stop;
    const tell = (by: Partial<typeof state>) => {
      if (!signal.aborted) set((before) => ({ ...before, ...by }));
    };
    const calledOff = () => {
      known.delete(key);
      tell({ going: null, cancelled: true });
    };
    const plainly = async (): Promise<T> => {
      tell({ going: { fraction: null } });
      cancel.current = () => {
        calledOff();
        stop.abort();
      };
      return sendJson<T>(asked.plain, asked.request, { signal });
    };
    const byJob = async (): Promise<T | null> => {
      const id = await idOf(key, asked, signal);
      cancel.current = () => {
        sendJson(`/jobs/${id}`, undefined, { method: "DELETE" }).catch((error: unknown) =>
          tell({ error, going: null }),
        );
      };
      for await (const { data } of follow(`/jobs/${id}/events`, signal)) {
        const job = JSON.parse(data) as Job;
        if (job.state === "done") return getJson<T>(`/jobs/${id}/result`, {}, signal);
        if (job.state === "cancelled") {
          calledOff();
          return null;
        }
        if (job.state === "failed") {
          known.delete(key);
          const { code, message, field, details } = job.problem ?? { code: "our_fault", message: "" };
          throw new ApiError(code, message, { field: field ?? null, details: details ?? null, request: `job ${id}` });
        }
        tell({ going: { fraction: job.state === "running" && job.fraction > 0 ? job.fraction : null } });
      }
      return null;
    };
    const work = async (): Promise<void> => {
      tell({ data: null, error: null, going: { fraction: null }, cancelled: false });
      try {
        const data = await byJob().catch((error: unknown) => {
          if (error instanceof ApiError && error.status === 403) return plainly();
          throw error;
        });
        tell(data ? { data, going: null } : { going: null });
      } catch (error) {
        if (error instanceof ApiError && error.status === 404) known.delete(key);
        tell({ error, going: null });
      }
    };
    void work();
    return () => stop.abort();
  }, [key, round, keys]);
  return { ...state, cancel: () => cancel.current(), again: () => setRound((n) => n + 1) };
}
