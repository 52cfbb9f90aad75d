// What the map is fed with, as GeoJSON.
import type { Feature, FeatureCollection, Point, Polygon } from "geojson";
import type { StationMark } from "../engine/atlas";
import type { Wgs84 } from "../engine/question";
import { symbolOf } from "./symbols";

/** Moves a position to where the base map draws it. */
export type Shift = (position: Wgs84) => Wgs84;

export function stationFeatures(marks: readonly StationMark[], shift: Shift): FeatureCollection<Point> {
  return {
    type: "FeatureCollection",
    features: marks.map((mark): Feature<Point> => ({
      type: "Feature",
      geometry: point(shift(mark)),
      properties: {
        code: mark.code,
        name: mark.name,
        symbol: symbolOf(mark),
        open: mark.state === "open" ? 1 : 0,
      },
    })),
  };
}

export function pointFeature(position: Wgs84 | undefined, shift: Shift): FeatureCollection<Point> {
  const features: Feature<Point>[] =
    position === undefined
      ? []
      : [{ type: "Feature", geometry: point(shift(position)), properties: {} }];
  return { type: "FeatureCollection", features };
}

/** Metres in a degree of latitude, to a thousandth: enough for a circle of doubt. */
const DEGREE_M = 111_320;

/** A circle around a position, for how far it may be wrong. */
export function circle(centre: Wgs84, radius_m: number, shift: Shift): FeatureCollection<Polygon> {
  const CORNERS = 64;
  const ring = Array.from({ length: CORNERS + 1 }, (_, at) => {
    const angle = (2 * Math.PI * at) / CORNERS;
    const north = (radius_m * Math.cos(angle)) / DEGREE_M;
    const east = (radius_m * Math.sin(angle)) / (DEGREE_M * Math.cos((centre.lat * Math.PI) / 180));
    const corner = shift({ lat: centre.lat + north, lon: centre.lon + east });
    return [corner.lon, corner.lat];
  });
  const geometry: Polygon = { type: "Polygon", coordinates: [ring] };
  return { type: "FeatureCollection", features: [{ type: "Feature", geometry, properties: {} }] };
}

function point({ lon, lat }: Wgs84): Point {
  return { type: "Point", coordinates: [lon, lat] };
}
