// Photos in an order, each with its words.
import type { Schemas } from "../api";

export interface Photo {
  key: string;
  caption: string;
  credit: string;
  taken_on?: string | null;
}

/** The same with one of them a place earlier (-1) or later (1). */
export function moved<T>(photos: readonly T[], at: number, by: -1 | 1): T[] {
  const [one, other] = [photos[at], photos[at + by]];
  if (one === undefined || other === undefined) return [...photos];
  return photos.with(at, other).with(at + by, one);
}

/** As the server is told. */
export function arrangement(photos: readonly Photo[]): Schemas["ArrangedPhoto"][] {
  return photos.map(({ key, caption, credit, taken_on }) => ({ key, caption: caption.trim(), credit: credit.trim(), ...(taken_on ? { taken_on } : {}) }));
}

/** Whether the station has them so already. */
export function isArranged(now: readonly Photo[], wanted: readonly Photo[]): boolean {
  return JSON.stringify(arrangement(now)) === JSON.stringify(arrangement(wanted));
}
