// How far two positions are apart, until the engine measures along the geodesic itself.
import type { Measure } from "../ports";

const RADIAN = Math.PI / 180;
const EQUATOR_M = 6_378_137;
const FLATTENING = 1 / 298.257_223_563;
const ECCENTRICITY_2 = FLATTENING * (2 - FLATTENING);

/**
 * Metres on the WGS-84 ellipsoid, taken as flat around the middle of both: with the radii of
 * curvature there, it differs from the geodesic by less than a metre within a city.
 */
export const measure_m: Measure = (from, to) => {
  const mid = ((from.lat + to.lat) / 2) * RADIAN;
  const w2 = 1 - ECCENTRICITY_2 * Math.sin(mid) ** 2;
  const east_m = (EQUATOR_M / Math.sqrt(w2)) * Math.cos(mid);
  const north_m = (EQUATOR_M * (1 - ECCENTRICITY_2)) / w2 ** 1.5;
  return Math.hypot(north_m * (to.lat - from.lat) * RADIAN, east_m * (to.lon - from.lon) * RADIAN);
};
