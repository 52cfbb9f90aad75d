// Territories drawn as paths, without a map's library: old and new ones over each other.
import type { Schemas } from "../../account/api";

type Position = readonly number[];
type Polygon = readonly (readonly Position[])[];

/** A territory, as GeoJSON tells it; WGS-84 degrees. */
export interface Outline {
  code: string;
  name: string;
  polygons: readonly Polygon[];
}

/** Anything that is like a FeatureCollection of areas. */
export interface Territories {
  features: readonly {
    properties: { code?: string; name?: string } | null;
    geometry: { type: string; coordinates?: unknown } | null;
  }[];
}

export function outlinesOf({ features }: Territories): Outline[] {
  return features.map(({ properties, geometry }) => {
    const coordinates = geometry?.coordinates;
    const polygons = geometry?.type === "Polygon" ? [coordinates as Polygon] : ((coordinates ?? []) as readonly Polygon[]);
    return { code: properties?.code ?? "", name: properties?.name ?? "", polygons };
  });
}

/** Where positions are on a drawing that is so wide, in the units of its box. */
export interface Sheet {
  width: number;
  height: number;
  at(position: Position): [x: number, y: number];
}

/** A drawing that holds all outlines. Lengths on it are those of the ground in their middle. */
export function sheetOf(outlines: readonly Outline[], width: number): Sheet {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [lon = 0, lat = 0] of outlines.flatMap(({ polygons }) => polygons.flat(2))) {
    [west, south, east, north] = [Math.min(west, lon), Math.min(south, lat), Math.max(east, lon), Math.max(north, lat)];
  }
  if (west > east) return { width, height: width, at: () => [0, 0] };
  const narrowing = Math.cos((((south + north) / 2) * Math.PI) / 180);
  const scale = width / ((east - west) * narrowing);
  return {
    width,
    height: (north - south) * scale,
    at: ([lon = 0, lat = 0]) => [(lon - west) * narrowing * scale, (north - lat) * scale],
  };
}

/** A territory as the `d` of a path, to a tenth of a unit. */
export function pathOf({ polygons }: Outline, sheet: Sheet): string {
  const ring = (positions: readonly Position[]): string =>
    `M${positions.map((position) => sheet.at(position).map((value) => value.toFixed(1)).join(" ")).join("L")}Z`;
  return polygons.flat().map(ring).join("");
}

/** Where a territory's name stands: in the middle of its largest outer ring's box. */
export function middleOf({ polygons }: Outline, sheet: Sheet): [x: number, y: number] {
  const boxes = polygons.map(([outer = []]) => {
    const points = outer.map((position) => sheet.at(position));
    const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
    const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
    return { x: (left + right) / 2, y: (top + bottom) / 2, size: (right - left) * (bottom - top) };
  });
  const largest = boxes.sort((one, other) => other.size - one.size)[0];
  return [largest?.x ?? 0, largest?.y ?? 0];
}

export type AreaLine = Schemas["AreaLineAnswer"];

/** What becomes of an area; nothing when it stays as it is. */
export function fateOf({ before, after }: AreaLine): "added" | "gone" | "renamed" | "redrawn" | undefined {
  if (!before) return "added";
  if (!after) return "gone";
  if (before.name !== after.name) return "renamed";
  // Boundaries that are read and written again differ by less.
  const isSame = Math.abs(before.area_m2 - after.area_m2) < 1 && before.stations === after.stations && before.approximate === after.approximate;
  return isSame ? undefined : "redrawn";
}
