// Finds the position in whatever somebody pastes: two numbers, degrees and minutes, a link of a
// map, a piece of JSON. It says what it made of the text and how sure that is, because the three
// datums in use differ by hundreds of metres; whoever pasted it decides.
import type { Wgs84 } from "../../engine/question";
import { fromLink } from "./links";
import { fromDegrees } from "./sexagesimal";

export type Datum = "wgs84" | "gcj02" | "bd09";

/** In what form the position was written. */
export type Form = "decimal" | "dms" | "json" | "wkt" | "amap" | "baidu" | "tencent" | "google" | "apple" | "osm" | "geo";

export interface Found {
  lat: number;
  lon: number;
  form: Form;
  /** In which order it was written. */
  order: "lat_lon" | "lon_lat";
  /** As what it is most likely meant; undefined when nothing tells. */
  datum: Datum | undefined;
  /** Whether the text itself tells the datum, or only where such texts come from. */
  sure: boolean;
}

/** A position as a link or a text has it, before anything is known of its datum. */
export type Written = Omit<Found, "datum" | "sure"> & { datum?: Datum | undefined; sure?: boolean };

/**
 * The position in a text; undefined when there is none. `near` settles the order of two numbers
 * that could be either.
 */
export function recognise(text: string, near: Wgs84): Found | undefined {
  const plain = narrow(text).trim();
  if (plain === "") return undefined;
  const written = fromLink(plain) ?? fromJson(plain) ?? fromWkt(plain) ?? fromDegrees(plain) ?? fromNumbers(plain, near);
  if (written === undefined || !isOnEarth(written)) return undefined;
  const named = datumNamed(plain);
  const { lat, lon, form, order } = written;
  if (written.datum !== undefined && written.sure === true) return { lat, lon, form, order, datum: written.datum, sure: true };
  if (named !== undefined) return { lat, lon, form, order, datum: named, sure: true };
  return { lat, lon, form, order, datum: written.datum, sure: false };
}

/** Full-width digits and signs as the keyboards of China give them. */
function narrow(text: string): string {
  return text.normalize("NFKC").replace(/[、]/g, ",");
}

function isOnEarth({ lat, lon }: { lat: number; lon: number }): boolean {
  return Math.abs(lat) <= 90 && Math.abs(lon) <= 180 && (lat !== 0 || lon !== 0);
}

/** Words beside the numbers that name a datum, or a map whose datum is known. */
function datumNamed(text: string): Datum | undefined {
  const words: [RegExp, Datum][] = [
    [/gcj|火星|高德|腾讯|amap|gaode|soso/i, "gcj02"],
    [/bd-?09|百度|baidu/i, "bd09"],
    [/wgs|gps|天地图|cgcs|国家2000|大地2000|tianditu/i, "wgs84"],
  ];
  const found = words.filter(([word]) => word.test(text));
  return found.length === 1 ? found[0]?.[1] : undefined;
}

const NUMBER = String.raw`[-+]?\d{1,3}(?:\.\d+)?`;

function fromJson(text: string): Written | undefined {
  const member = (names: string): number | undefined => {
    const found = new RegExp(`["']?(?:${names})["']?\\s*[:=]\\s*["']?(${NUMBER})`, "i").exec(text);
    return found === null ? undefined : Number(found[1]);
  };
  const array = new RegExp(`["']?coordinates?["']?\\s*:\\s*\\[+\\s*(${NUMBER})\\s*,\\s*(${NUMBER})`, "i").exec(text);
  if (array !== null) {
    // GeoJSON: longitude first, WGS-84 by its standard; not everybody who writes it knows.
    return { lon: Number(array[1]), lat: Number(array[2]), form: "json", order: "lon_lat", datum: "wgs84", sure: false };
  }
  const location = new RegExp(`["'](?:location|lnglat|point)["']\\s*:\\s*["'](${NUMBER})\\s*,\\s*(${NUMBER})["']`, "i").exec(text);
  if (location !== null) {
    // As Amap's service answers.
    return { lon: Number(location[1]), lat: Number(location[2]), form: "json", order: "lon_lat", datum: "gcj02", sure: false };
  }
  const lon = member("lon|lng|long|longitude|经度|入口经度|x|pointx");
  const lat = member("lat|latitude|纬度|入口纬度|y|pointy");
  if (lon === undefined || lat === undefined) return undefined;
  const latFirst = text.search(/lat|纬度|["']?y["']?\s*[:=]/i) < text.search(/lo?ng?|经度|["']?x["']?\s*[:=]/i);
  return { lat, lon, form: "json", order: latFirst ? "lat_lon" : "lon_lat" };
}

function fromWkt(text: string): Written | undefined {
  const found = new RegExp(`POINT\\s*Z?\\s*\\(\\s*(${NUMBER})\\s+(${NUMBER})`, "i").exec(text);
  return found === null
    ? undefined
    : { lon: Number(found[1]), lat: Number(found[2]), form: "wkt", order: "lon_lat", datum: "wgs84", sure: false };
}

function fromNumbers(text: string, near: Wgs84): Written | undefined {
  const labelled = (names: string): number | undefined => {
    const found = new RegExp(`(?:${names})[^\\d+-]{0,4}(${NUMBER})`, "i").exec(text);
    return found === null ? undefined : Number(found[1]);
  };
  const [lon, lat] = [labelled("经度|东经|longitude|lng|lon|E"), labelled("纬度|北纬|latitude|lat|N")];
  if (lon !== undefined && lat !== undefined) {
    return { lat, lon, form: "decimal", order: text.search(/纬|lat|N/i) < text.search(/经|lo?ng?|E/i) ? "lat_lon" : "lon_lat" };
  }
  // House numbers and dates have no decimals; positions that lead to a door do.
  const decimals = Array.from(text.matchAll(/[-+]?\d{1,3}\.\d{2,}/g), (found) => Number(found[0]));
  if (decimals.length !== 2) return undefined;
  const [a = 0, b = 0] = decimals;
  const readings: Written[] = [
    { lon: a, lat: b, form: "decimal", order: "lon_lat" },
    { lat: a, lon: b, form: "decimal", order: "lat_lon" },
  ];
  const distance = (written: Written): number => Math.hypot(written.lat - near.lat, written.lon - near.lon);
  const possible = readings.filter(isOnEarth);
  return possible.sort((one, other) => distance(one) - distance(other))[0];
}
