// A time of day as people type it: 8:30, 0830, 8, ８：３０, 24:00.

/** Minutes from midnight, up to 24:00; undefined when it is no time. */
export function readClock(typed: string): number | undefined {
  const plain = typed.normalize("NFKC").trim().replace(/[点时h.]/, ":").replace(/分$/, "");
  const found = /^(\d{1,2})(?::(\d{1,2})?|(\d{2}))?$/.exec(plain);
  if (found === null) return undefined;
  const hours = Number(found[1]);
  const minutes = Number(found[2] ?? found[3] ?? 0);
  const minute = hours * 60 + minutes;
  return minutes < 60 && minute <= 24 * 60 ? minute : undefined;
}
