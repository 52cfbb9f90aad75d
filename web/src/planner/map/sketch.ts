// A plain drawing of a district: its own plane, in which a degree of longitude is as short as it
// is at that latitude.
import type { Feature, Geometry, Position } from "geojson";

export interface Sketch {
  width: number;
  height: number;
  x(lon: number): number;
  y(lat: number): number;
  /** The `d` of a path. */
  path(geometry: Geometry): string;
}

const WIDTH = 800;
const MARGIN = 8;

export function sketchOf(features: readonly Feature[]): Sketch {
  let [west, south, east, north] = [180, 90, -180, -90];
  for (const { geometry } of features) {
    for (const ring of ringsOf(geometry)) {
      for (const [lon = 0, lat = 0] of ring) {
        [west, east] = [Math.min(west, lon), Math.max(east, lon)];
        [south, north] = [Math.min(south, lat), Math.max(north, lat)];
      }
    }
  }
  const shrink = Math.cos((((south + north) / 2) * Math.PI) / 180);
  const scale = (WIDTH - 2 * MARGIN) / Math.max(1e-9, (east - west) * shrink);
  const x = (lon: number): number => MARGIN + (lon - west) * shrink * scale;
  const y = (lat: number): number => MARGIN + (north - lat) * scale;
  const at = ([lon = 0, lat = 0]: Position): string => `${x(lon).toFixed(1)} ${y(lat).toFixed(1)}`;
  return {
    width: WIDTH,
    height: Math.max(1, (north - south) * scale + 2 * MARGIN),
    x,
    y,
    path: (geometry) => ringsOf(geometry).map((ring) => `M${ring.map(at).join("L")}Z`).join(""),
  };
}

function ringsOf(geometry: Geometry): Position[][] {
  if (geometry.type === "Polygon") return geometry.coordinates;
  return geometry.type === "MultiPolygon" ? geometry.coordinates.flat() : [];
}
