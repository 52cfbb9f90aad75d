// How far two positions are apart: the engine's geodesic.
import { ecefM, geodesicM } from "../../engine/geodesy";
import type { Wgs84 } from "../../engine/question";

export function geodesic_m(from: Wgs84, to: Wgs84): number {
  const [x, y, z] = ecefM(from.lon, from.lat);
  const [u, v, w] = ecefM(to.lon, to.lat);
  return geodesicM(Math.hypot(u - x, v - y, w - z), from, to);
}
