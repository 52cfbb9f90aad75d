// What is around a position: the area in which it lies, and the stations nearby.
import type { Position } from "geojson";
import type { AreasAnswer } from "../../api/types";
import type { Client } from "../../api/client";
import type { Wgs84 } from "../../engine/question";

export interface Neighbour extends Wgs84 {
  code: string;
  name: string;
  kind: string;
  state: string;
  distance_m: number;
}

/** Nearer than this two stations are perhaps one. */
export const SUSPECT_M = 30;
const AROUND_M = 1000;
const SHOWN = 12;

/** The code of the area whose territory holds the position. */
export function areaAt(areas: AreasAnswer, { lon, lat }: Wgs84): string | undefined {
  return areas.features.find(({ geometry }) => {
    // The description of the API leaves GeoJSON to its own standard.
    const shape = geometry as unknown as { type: string; coordinates: Position[][] | Position[][][] } | null;
    if (shape === null) return false;
    const polygons = shape.type === "MultiPolygon" ? (shape.coordinates as Position[][][]) : [shape.coordinates as Position[][]];
    return polygons.some((rings) => rings.filter((ring) => isInRing(ring, lon, lat)).length % 2 === 1);
  })?.properties.code;
}

/** Whether a ray to the east crosses the ring an odd number of times. */
function isInRing(ring: readonly Position[], lon: number, lat: number): boolean {
  let inside = false;
  for (let at = 0, before = ring.length - 1; at < ring.length; before = at++) {
    const [x = 0, y = 0] = ring[at] ?? [];
    const [px = 0, py = 0] = ring[before] ?? [];
    if (y > lat !== py > lat && lon < ((px - x) * (lat - y)) / (py - y) + x) inside = !inside;
  }
  return inside;
}

/** Other stations within a kilometre, the nearest first. */
export async function neighbours(open: Client, { lon, lat }: Wgs84, own: string | undefined): Promise<Neighbour[]> {
  const answer = await open.get("/api/v1/stations/nearest", { query: { lat, lon, limit: SHOWN, radius_m: AROUND_M } });
  return answer.stations
    .filter(({ code }) => code !== own)
    .map(({ code, name, kind, lat: y, lon: x, distance_m, open: { state } }) => ({ code, name, kind, lat: y, lon: x, distance_m, state }));
}
