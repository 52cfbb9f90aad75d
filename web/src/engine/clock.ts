// The present instant, whatever the phone's clock says: a clock that is wrong by hours would
// otherwise call every closed door open.

const KEY = "yizhan.clock_skew_ms";
/** What the way of an answer may cost; a smaller difference says nothing about the clock. */
const TOLERATED_MS = 90_000;

let skewMs = kept();

/** The present instant by the server's clock, as far as it has been heard. */
export function now(): Date {
  return new Date(Date.now() + skewMs);
}

/** How far the phone's clock is behind the server's, milliseconds; 0 when they agree. */
export function clockSkewMs(): number {
  return skewMs;
}

/** Learns from the `Date` header of an answer of our own server. */
export function learnFrom(header: string | null): void {
  const heard = header === null ? NaN : Date.parse(header);
  if (Number.isNaN(heard)) return;
  const difference = heard - Date.now();
  skewMs = Math.abs(difference) > TOLERATED_MS ? difference : 0;
  try {
    localStorage.setItem(KEY, String(skewMs));
  } catch {
    // Without storage it is learnt again with the next answer.
  }
}

function kept(): number {
  try {
    return Number(localStorage.getItem(KEY) ?? 0) || 0;
  } catch {
    return 0;
  }
}
