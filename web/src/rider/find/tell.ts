// Numbers as people read them.

/** Whole minutes, rounded up: nobody is glad to arrive later than told. */
export function minutesUp(seconds: number): number {
  return Math.max(1, Math.ceil(seconds / 60));
}

/** `85 m`, `1.2 km`. */
export function distanceWords(metres: number): string {
  if (metres < 995) return `${String(Math.round(metres / 5) * 5)} m`;
  return `${(metres / 1000).toFixed(metres < 9950 ? 1 : 0)} km`;
}

/** A day and time of the district, whatever zone the phone is in. */
export function instantWords(instant: Date | undefined, lang: string, zone: string): string {
  const form = { dateStyle: "medium", timeStyle: "short", timeZone: zone } as const;
  return instant?.toLocaleString(lang, form) ?? "";
}
