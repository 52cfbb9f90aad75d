// The datums that map apps of China take. WGS-84 to GCJ-02 by the formula that is public since
// 2009 (the same as the server's `src/domain/coordinates.rs`); BD-09 is a turn of GCJ-02.
// Outside China nothing is shifted.
import type { Wgs84 } from "../engine/question";

/** Krasovsky 1940: semi-major axis in metres, first eccentricity squared. */
const A_M = 6_378_245;
const E2 = 0.006693421622965943;

/** GCJ-02, degrees: Amap, Tencent. */
export function toGcj02({ lat, lon }: Wgs84): Wgs84 {
  if (isOutsideChina(lat, lon)) return { lat, lon };
  const x = lon - 105;
  const y = lat - 35;
  const phi = (lat * Math.PI) / 180;
  const w = 1 - E2 * Math.sin(phi) ** 2;
  const dLat = (shiftNorth(x, y) * 180) / (((A_M * (1 - E2)) / w ** 1.5) * Math.PI);
  const dLon = (shiftEast(x, y) * 180) / ((A_M / Math.sqrt(w)) * Math.cos(phi) * Math.PI);
  return { lat: lat + dLat, lon: lon + dLon };
}

/** WGS-84 again, to a millimetre: the shift is looked for until it comes out. */
export function fromGcj02(shifted: Wgs84): Wgs84 {
  let found = shifted;
  for (let round = 0; round < 8; round++) {
    const back = toGcj02(found);
    found = { lat: found.lat + shifted.lat - back.lat, lon: found.lon + shifted.lon - back.lon };
  }
  return found;
}

/** BD-09, degrees: Baidu. */
export function toBd09(position: Wgs84): Wgs84 {
  if (isOutsideChina(position.lat, position.lon)) return position;
  const { lat, lon } = toGcj02(position);
  const turn = (Math.PI * 3000) / 180;
  const z = Math.hypot(lon, lat) + 0.00002 * Math.sin(lat * turn);
  const theta = Math.atan2(lat, lon) + 0.000003 * Math.cos(lon * turn);
  return { lat: z * Math.sin(theta) + 0.006, lon: z * Math.cos(theta) + 0.0065 };
}

function shiftNorth(x: number, y: number): number {
  const straight = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * Math.sqrt(Math.abs(x));
  return straight + wave(6 * x, 2 * x, 20, 20) + wave(y, y / 3, 20, 40) + wave(y / 12, y / 30, 160, 320);
}

function shiftEast(x: number, y: number): number {
  const straight = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * Math.sqrt(Math.abs(x));
  return straight + wave(6 * x, 2 * x, 20, 20) + wave(x, x / 3, 20, 40) + wave(x / 12, x / 30, 150, 300);
}

/** Two thirds of `a·sin(πu) + b·sin(πv)`. */
function wave(u: number, v: number, a: number, b: number): number {
  return ((a * Math.sin(u * Math.PI) + b * Math.sin(v * Math.PI)) * 2) / 3;
}

/** The rectangle of the published formula. */
function isOutsideChina(lat: number, lon: number): boolean {
  return lon < 72.004 || lon > 137.8347 || lat < 0.8293 || lat > 55.8271;
}
