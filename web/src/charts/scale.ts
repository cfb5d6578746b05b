// Scales of charts: from figures to shares of the width, and where ticks stand.

/** Where a value lies between two ends, 0 to 1; by its logarithm where asked. */
export function place(value: number, low: number, high: number, log = false): number {
  if (high <= low) return 0.5;
  if (log) return Math.log(value / low) / Math.log(high / low);
  return (value - low) / (high - low);
}

const DAY_MS = 86_400_000;
const DAY_STEPS = [1, 2, 7, 14, 28, 56, 91, 182];

/** Midnights (UTC) between two instants, in steps of days or weeks, at most `most` of them. */
export function dayTicks(from: number, to: number, most = 5): number[] {
  const days = (to - from) / DAY_MS;
  const step = DAY_STEPS.find((one) => days / one <= most) ?? 364;
  const first = Math.ceil(from / DAY_MS);
  const ticks: number[] = [];
  for (let day = first; day * DAY_MS <= to; day += step) ticks.push(day * DAY_MS);
  return ticks;
}

/** Round numbers between two ends: steps of 1, 2 or 5, or on a log scale of 1, 2, 5 in each power of ten. */
export function numberTicks(low: number, high: number, most = 5, log = false): number[] {
  if (log) {
    const ticks: number[] = [];
    for (let power = 10 ** Math.floor(Math.log10(low)); power <= high; power *= 10) {
      for (const factor of [1, 2, 5]) if (power * factor >= low && power * factor <= high) ticks.push(power * factor);
    }
    return ticks.length > most ? ticks.filter((_, index) => index % Math.ceil(ticks.length / most) === 0) : ticks;
  }
  const raw = (high - low) / most;
  const power = 10 ** Math.floor(Math.log10(raw || 1));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((one) => one >= raw) ?? power;
  const ticks: number[] = [];
  for (let at = Math.ceil(low / step) * step; at <= high + step * 1e-9; at += step)
    ticks.push(Number(at.toPrecision(12)));
  return ticks;
}

/** Ticks whose names do not touch: each at least a share of the width from the one before it that is kept. */
export function apart(ticks: readonly number[], at: (tick: number) => number, least: number): number[] {
  const kept: number[] = [];
  for (const tick of ticks) {
    const last = kept.at(-1);
    if (last === undefined || at(tick) - at(last) >= least) kept.push(tick);
  }
  return kept;
}
