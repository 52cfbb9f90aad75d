// How far two positions are apart: the engine's geodesic.
import { ecefM, geodesicM } from "../../engine/geodesy";
import type { Measure } from "../ports";

export const measure_m: Measure = (from, to) => {
  const [x, y, z] = ecefM(from.lon, from.lat);
  const [u, v, w] = ecefM(to.lon, to.lat);
  return geodesicM(Math.hypot(u - x, v - y, w - z), from, to);
};
