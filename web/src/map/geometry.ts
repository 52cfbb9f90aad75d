// Positions as the map takes them: GeoJSON, moved to where the base map draws them.
import type { Feature, FeatureCollection, Geometry, Point, Polygon, Position } from "geojson";
import type { AreasAnswer } from "../api/types";
import type { Wgs84 } from "../engine/question";
import { fromGcj02, toGcj02 } from "../handover/datum";

/** Moves a position from one datum to another. */
export type Shift = (position: Wgs84) => Wgs84;

/** The way from WGS-84 to the datum of a base map, and the way back. */
export interface Datum {
  there: Shift;
  back: Shift;
}

export function datumNamed(name: string | undefined): Datum {
  if (name === "gcj02") return { there: toGcj02, back: fromGcj02 };
  return { there: (position) => position, back: (position) => position };
}

export const NOTHING: FeatureCollection = { type: "FeatureCollection", features: [] };

export function collection<G extends Geometry>(features: Feature<G>[]): FeatureCollection<G> {
  return { type: "FeatureCollection", features };
}

export function point(position: Wgs84, properties: Feature["properties"] = {}): Feature<Point> {
  return { type: "Feature", geometry: { type: "Point", coordinates: pair(position) }, properties };
}

export function pair({ lon, lat }: Wgs84): [number, number] {
  return [lon, lat];
}

/** WGS-84: semi-major axis in metres, first eccentricity squared. */
const A_M = 6_378_137;
const E2 = 0.00669437999014;
const CORNERS = 64;

/**
 * A circle on the ground. Its radius in degrees comes from how the ellipsoid is curved at its
 * centre, along the meridian and across it: true to a thousandth for tens of kilometres.
 */
export function circle(centre: Wgs84, radius_m: number): Polygon {
  const phi = (centre.lat * Math.PI) / 180;
  const w = 1 - E2 * Math.sin(phi) ** 2;
  const meridian_m = (A_M * (1 - E2)) / w ** 1.5;
  const parallel_m = (A_M / Math.sqrt(w)) * Math.cos(phi);
  const degrees = 180 / Math.PI;
  const ring = Array.from({ length: CORNERS + 1 }, (_, at): Position => {
    const angle = (2 * Math.PI * (at % CORNERS)) / CORNERS;
    const north = ((radius_m * Math.cos(angle)) / meridian_m) * degrees;
    const east = ((radius_m * Math.sin(angle)) / parallel_m) * degrees;
    return [centre.lon + east, centre.lat + north];
  });
  return { type: "Polygon", coordinates: [ring] };
}

/** The same shape in another datum. */
export function moved<G extends Geometry>(geometry: G, shift: Shift): G {
  if (geometry.type === "GeometryCollection") {
    return { ...geometry, geometries: geometry.geometries.map((each) => moved(each, shift)) };
  }
  return { ...geometry, coordinates: movedAll(geometry.coordinates, shift) };
}

type Nested = Position | Nested[];

function movedAll(nested: Nested, shift: Shift): Nested {
  const [lon, lat] = nested;
  if (typeof lon === "number" && typeof lat === "number") return pair(shift({ lon, lat }));
  return (nested as Nested[]).map((inner) => movedAll(inner, shift));
}

/** The areas that have a shape, where the base map draws them. */
export function areaFeatures(areas: AreasAnswer, shift: Shift): FeatureCollection {
  return collection(
    areas.features.flatMap(({ geometry, properties: { name } }) => {
      if (geometry === null || geometry === undefined) return [];
      // The description of the API leaves GeoJSON to its own standard.
      const shape = moved(geometry as unknown as Geometry, shift);
      return [{ type: "Feature" as const, geometry: shape, properties: { name } }];
    }),
  );
}

/** West, south, east, north of everything; undefined of nothing. */
export function boundsOf({ features }: FeatureCollection): [number, number, number, number] | undefined {
  const all = features.flatMap(({ geometry }) =>
    geometry.type === "GeometryCollection" ? [] : (geometry.coordinates as unknown[]).flat(4),
  );
  const numbers = all.filter((each) => typeof each === "number");
  if (numbers.length === 0) return undefined;
  const lons = numbers.filter((_, at) => at % 2 === 0);
  const lats = numbers.filter((_, at) => at % 2 === 1);
  const least = (values: number[]): number => values.reduce((a, b) => Math.min(a, b));
  const most = (values: number[]): number => values.reduce((a, b) => Math.max(a, b));
  return [least(lons), least(lats), most(lons), most(lats)];
}
