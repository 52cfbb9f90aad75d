// Numbers as a line in a box of pixels.

export interface Box {
  width: number;
  height: number;
  /** The number at the foot of the box. */
  from: number;
  /** The number at its top; the greatest there is if it is not given. */
  until: number | undefined;
}

export interface Trend {
  /** An SVG path; a missing number breaks it. */
  path: string;
  last: { x: number; y: number } | undefined;
}

/** What is drawn does not touch the rim, so that the line is not cut. */
const RIM = 3;

export function trendPath(values: readonly (number | null)[], { width, height, from, until }: Box): Trend {
  const greatest = Math.max(until ?? Math.max(...values.map((value) => value ?? from)), from + 1e-9);
  const step = values.length > 1 ? (width - 2 * RIM) / (values.length - 1) : 0;
  const round = (pixels: number): number => Math.round(pixels * 10) / 10;
  let path = "";
  let last: Trend["last"];
  let isDrawing = false;
  for (const [at, value] of values.entries()) {
    if (value === null) {
      isDrawing = false;
      continue;
    }
    const x = round(values.length > 1 ? RIM + at * step : width - RIM);
    const y = round(height - RIM - ((value - from) / (greatest - from)) * (height - 2 * RIM));
    path += `${isDrawing ? "L" : "M"}${String(x)} ${String(y)}`;
    isDrawing = true;
    last = { x, y };
  }
  return { path, last };
}
