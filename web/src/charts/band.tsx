// One band on an axis: a line from P10 to P90 and a dot at the median. Never one number.
import { place } from "./scale.ts";

interface Props {
  p10: number;
  p50: number;
  p90: number;
  low: number;
  high: number;
  /** What the band says, for those who do not see it. */
  label: string;
  ticks?: readonly number[];
  /** A value to be kept, drawn as a dashed line. */
  limit?: number | null | undefined;
  /** What was seen, drawn as a diamond. */
  seen?: number | null | undefined;
  log?: boolean;
}

const share = (value: number) => `${(Math.min(1, Math.max(0, value)) * 100).toFixed(2)}%`;

export function BandLine({ p10, p50, p90, low, high, label, ticks = [], limit, seen, log = false }: Props) {
  const [from, dot, to] = [p10, p50, p90].map((value) => place(value, low, high, log)) as [number, number, number];
  return (
    <div class="band" role="img" aria-label={label}>
      {ticks.map((tick) => (
        <i key={tick} class="band-tick" style={{ left: share(place(tick, low, high, log)) }} />
      ))}
      {limit != null && limit >= low && limit <= high && (
        <i class="band-limit" style={{ left: share(place(limit, low, high)) }} />
      )}
      <i class="band-line" style={{ left: share(from), width: share(to - from) }} />
      <i class="band-dot" style={{ left: share(dot) }} />
      {seen != null && <i class="band-seen" style={{ left: share(place(seen, low, high, log)) }} />}
    </div>
  );
}

/** Names near an end are written inwards. */
const edge = (at: number) => (at < 0.06 ? "first" : at > 0.92 ? "last" : undefined);

interface AxisProps {
  ticks: readonly number[];
  low: number;
  high: number;
  name: (tick: number) => string;
  log?: boolean;
}

/** The dates or numbers over a column of bands. */
export function BandAxis({ ticks, low, high, name, log = false }: AxisProps) {
  return (
    <div class="band-axis" aria-hidden="true">
      {ticks.map((tick) => {
        const at = place(tick, low, high, log);
        return (
          <span key={tick} class={edge(at)} style={{ left: share(at) }}>
            {name(tick)}
          </span>
        );
      })}
    </div>
  );
}
