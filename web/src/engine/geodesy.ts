// Distances as the server measures them (`src/index/nearest.rs`): by the chord between
// earth-centred coordinates, whose order is that of the geodesics at the size of a city.
import geodesic from "geographiclib-geodesic";
import type { Wgs84 } from "./question";

/** WGS-84 ellipsoid: semi-major axis in metres, flattening. */
const A_M = 6_378_137;
const F = 1 / 298.257223563;
const E2 = F * (2 - F);
/** Mean radius of the earth, metres (IUGG R1). */
const EARTH_M = 6_371_008.8;
/** Chords up to this length give the geodesic by series; longer ones are measured. */
const SERIES_M = 50_000;

/** Earth-centred coordinates, metres. */
export function ecefM(lon: number, lat: number): [number, number, number] {
  const [phi, lambda] = [(lat * Math.PI) / 180, (lon * Math.PI) / 180];
  const n = A_M / Math.sqrt(1 - E2 * Math.sin(phi) ** 2);
  return [
    n * Math.cos(phi) * Math.cos(lambda),
    n * Math.cos(phi) * Math.sin(lambda),
    n * (1 - E2) * Math.sin(phi),
  ];
}

/** Length of the geodesic in metres, given the chord between the same two points. */
export function geodesicM(chordM: number, from: Wgs84, to: Wgs84): number {
  if (chordM > SERIES_M) {
    return geodesic.Geodesic.WGS84.Inverse(from.lat, from.lon, to.lat, to.lon).s12 ?? chordM;
  }
  // Arc over a chord on the mean sphere: exact to 2e-8 of the length.
  const half = chordM / (2 * EARTH_M);
  return chordM * (1 + (half * half) / 6);
}

/** Length of the geodesic between two positions, metres. */
export function distanceBetweenM(from: Wgs84, to: Wgs84): number {
  const [x, y, z] = ecefM(from.lon, from.lat);
  const [u, v, w] = ecefM(to.lon, to.lat);
  return geodesicM(Math.hypot(u - x, v - y, w - z), from, to);
}

/** Path length over geodesic length, as in the server's `domain/travel_time.rs`. */
const DETOUR_FACTOR = 1.3;
/** Metres per second. */
const SPEED_M_S = { walk: 1.25, ebike: 15 / 3.6 };

/** Whole seconds, rounded up, to a door at this geodesic distance in metres. */
export function travelS(mode: keyof typeof SPEED_M_S, distanceM: number): number {
  return Math.ceil((distanceM * DETOUR_FACTOR) / SPEED_M_S[mode]);
}
