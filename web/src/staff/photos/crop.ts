// A rectangle of a picture, in fractions of its width and height from the upper left.

export interface Crop {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** A side or corner that is held, as steps of the compass; `move` holds all of it. */
export type Grip = "move" | "nw" | "ne" | "sw" | "se";

export const GRIPS = ["nw", "ne", "sw", "se"] as const;
export const WHOLE: Crop = { left: 0, top: 0, width: 1, height: 1 };

/** The smallest side that can be chosen. */
const MIN = 0.1;

const within = (value: number, low: number, high: number): number => Math.min(Math.max(value, low), high);

/** The rectangle after a grip has been pulled so far; it stays within the picture. */
export function pulled(crop: Crop, grip: Grip, right: number, down: number): Crop {
  const { left, top, width, height } = crop;
  if (grip === "move") {
    return { left: within(left + right, 0, 1 - width), top: within(top + down, 0, 1 - height), width, height };
  }
  const [west, east] = ends(left, width, right, grip.endsWith("w"));
  const [north, south] = ends(top, height, down, grip.startsWith("n"));
  return { left: west, top: north, width: east - west, height: south - north };
}

/** Where a stretch begins and ends after one of its ends was pulled. */
function ends(start: number, length: number, by: number, isFirst: boolean): [number, number] {
  const end = start + length;
  return isFirst ? [within(start + by, 0, end - MIN), end] : [start, within(end + by, start + MIN, 1)];
}

/** As the server reads it; nothing when it is the whole picture. */
export function cropText({ left, top, width, height }: Crop): string | undefined {
  if (width > 0.999 && height > 0.999) return undefined;
  return [left, top, width, height].map((fraction) => fraction.toFixed(4)).join(",");
}
