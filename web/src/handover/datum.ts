// From WGS-84, in which we store and compute, to the datums that Chinese map apps take. The
// formulas are those of the server's src/domain/coordinates.rs; tests compare with gcoord.
import type { Wgs84 } from "../engine/question";

/** A position as Chinese map apps shift it (Amap, Tencent, WeChat, Apple in China), degrees. */
export interface Gcj02 {
  readonly datum: "gcj02";
  readonly lat: number;
  readonly lon: number;
}

/** A position as Baidu shifts it once more, degrees. */
export interface Bd09 {
  readonly datum: "bd09";
  readonly lat: number;
  readonly lon: number;
}

/** The position as Chinese map apps show it; itself outside China. */
export function toGcj02({ lat, lon }: Wgs84): Gcj02 {
  if (!isInChina(lat, lon)) return { datum: "gcj02", lat, lon };
  const sinLat = Math.sin(radians(lat));
  const magic = 1 - ECCENTRICITY_SQUARED * sinLat * sinLat;
  const meridian_m = (SEMI_MAJOR_AXIS_M * (1 - ECCENTRICITY_SQUARED)) / (magic * Math.sqrt(magic));
  const parallel_m = (SEMI_MAJOR_AXIS_M / Math.sqrt(magic)) * Math.cos(radians(lat));
  const [x, y] = [lon - 105, lat - 35];
  return {
    datum: "gcj02",
    lat: lat + degrees(north_m(x, y) / meridian_m),
    lon: lon + degrees(east_m(x, y) / parallel_m),
  };
}

/** The position before the shift: looked for until the shift leads back, to a millimetre. */
export function fromGcj02({ lat, lon }: { lat: number; lon: number }): Wgs84 {
  const ROUNDS = 8;
  let found: Wgs84 = { lat, lon };
  for (let round = 0; round < ROUNDS; round++) {
    const shifted = toGcj02(found);
    found = { lat: found.lat + lat - shifted.lat, lon: found.lon + lon - shifted.lon };
  }
  return found;
}

/** The position as Baidu shows it; itself outside China. */
export function toBd09(position: Wgs84): Bd09 {
  const { lat, lon } = toGcj02(position);
  if (!isInChina(lat, lon)) return { datum: "bd09", lat, lon };
  const radius = Math.hypot(lon, lat) + 0.00002 * Math.sin(lat * BAIDU_PI);
  const angle = Math.atan2(lat, lon) + 0.000003 * Math.cos(lon * BAIDU_PI);
  return {
    datum: "bd09",
    lat: radius * Math.sin(angle) + 0.006,
    lon: radius * Math.cos(angle) + 0.0065,
  };
}

/** Of Krasovsky's ellipsoid of 1940, which the shift uses. */
const SEMI_MAJOR_AXIS_M = 6_378_245;
const ECCENTRICITY_SQUARED = 0.006693421622965823;
const BAIDU_PI = (Math.PI * 3000) / 180;

/** The rectangle within which the shift applies. */
function isInChina(lat: number, lon: number): boolean {
  return lon >= 72.004 && lon <= 137.8347 && lat >= 0.8293 && lat <= 55.8271;
}

/** By how much the shift goes north, metres; x and y in degrees from 105° E 35° N. */
function north_m(x: number, y: number): number {
  const base = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * Math.sqrt(Math.abs(x));
  return base + ripple(x) + wave(y, [1, 1 / 3], [20, 40]) + wave(y, [1 / 12, 1 / 30], [160, 320]);
}

/** By how much it goes east. */
function east_m(x: number, y: number): number {
  const base = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * Math.sqrt(Math.abs(x));
  return base + ripple(x) + wave(x, [1, 1 / 3], [20, 40]) + wave(x, [1 / 12, 1 / 30], [150, 300]);
}

function ripple(x: number): number {
  return wave(x, [6, 2], [20, 20]);
}

/** Two sines, of these frequencies in half turns a degree and these heights. */
function wave(at: number, [f, g]: [number, number], [a, b]: [number, number]): number {
  return ((a * Math.sin(f * at * Math.PI) + b * Math.sin(g * at * Math.PI)) * 2) / 3;
}

function radians(angle: number): number {
  return (angle * Math.PI) / 180;
}

function degrees(angle: number): number {
  return (angle * 180) / Math.PI;
}
