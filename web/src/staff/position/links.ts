// Positions in links of map apps and web maps. Each map has its datum, which some links name.
import type { Datum, Form, Written } from "./recognise";

interface Map {
  form: Form;
  /** Whose link it is, by its beginning. */
  is: RegExp;
  /** The datum that the map is drawn in; undefined where that is not known. */
  datum: Datum | undefined;
  /** The datum that a link names itself. */
  named?(parameters: Parameters): Datum | undefined;
  /** Where the position stands. */
  lonLat?: string[];
  latLon?: string[];
  pairs?: [lat: string, lon: string][];
  /** Positions in the path or the fragment: named groups `lat` and `lon`. */
  patterns?: RegExp[];
}

type Parameters = (name: string) => string | undefined;

const PAIR = /(-?\d{1,3}(?:\.\d+)?)\s*,\s*(-?\d{1,3}(?:\.\d+)?)/;
const AT = /@(?<lat>-?\d{1,2}\.\d+),(?<lon>-?\d{1,3}\.\d+)/;

const MAPS: Map[] = [
  {
    form: "amap",
    is: /(?:amap|gaode)\.com|^(?:androidamap|iosamap|amapuri):/i,
    datum: "gcj02",
    named: (of) => (of("dev") === "1" || of("coordinate")?.toLowerCase() === "wgs84" ? "wgs84" : undefined),
    lonLat: ["position", "to", "dest", "location", "lnglat", "center"],
    latLon: ["q"],
    pairs: [["dlat", "dlon"], ["lat", "lon"], ["lat", "lng"], ["latitude", "longitude"]],
    patterns: [/[?&]p=[^,&]*,(?<lat>-?\d+\.\d+),(?<lon>-?\d+\.\d+)/],
  },
  {
    form: "baidu",
    is: /baidu\.com|^baidumap:/i,
    datum: "bd09",
    named: (of) => ({ gcj02: "gcj02", wgs84: "wgs84", bd09ll: "bd09" } as const)[of("coord_type") ?? ""],
    latLon: ["location", "destination", "center", "latlng", "point"],
    pairs: [["lat", "lng"]],
  },
  {
    form: "tencent",
    is: /map\.qq\.com|^qqmap:/i,
    datum: "gcj02",
    named: (of) => (of("coord_type") === "1" ? "wgs84" : undefined),
    latLon: ["tocoord", "marker", "coord", "center"],
    pairs: [["pointy", "pointx"], ["lat", "lng"]],
  },
  {
    form: "google",
    is: /google\.[a-z.]+\/maps|maps\.google\.|goo\.gl\/maps|maps\.app\.goo\.gl|^comgooglemaps:/i,
    // Its streets in China are shifted and its pictures are not: nobody can tell from the link.
    datum: undefined,
    latLon: ["q", "ll", "query", "destination", "center"],
    patterns: [/!3d(?<lat>-?\d+\.\d+)!4d(?<lon>-?\d+\.\d+)/, AT],
  },
  { form: "apple", is: /maps\.apple\.com|^maps:/i, datum: undefined, latLon: ["ll", "q", "daddr", "coordinate"] },
  {
    form: "osm",
    is: /openstreetmap\.org|osm\.org/i,
    datum: "wgs84",
    pairs: [["mlat", "mlon"], ["lat", "lon"]],
    patterns: [/#map=[\d.]+\/(?<lat>-?\d+\.\d+)\/(?<lon>-?\d+\.\d+)/],
  },
  { form: "geo", is: /^geo:/i, datum: "wgs84", patterns: [/^geo:(?:0,0\?q=)?(?<lat>-?\d+(?:\.\d+)?),(?<lon>-?\d+(?:\.\d+)?)/i] },
];

/** Maps whose links always are in one datum: there is nothing to ask. */
const CERTAIN: readonly Form[] = ["osm", "geo"];

export function fromLink(text: string): Written | undefined {
  const link = /(?:[a-z][a-z0-9+.-]*:\/\/|geo:|(?:www\.|m\.|map\.|maps\.|uri\.)\S+\.\S+\/)\S+/i.exec(text)?.[0];
  if (link === undefined) return undefined;
  const map = MAPS.find(({ is }) => is.test(link));
  if (map === undefined) return undefined;
  const of = parametersOf(link);
  const found = fromPatterns(map, link) ?? fromParameters(map, of);
  if (found === undefined) return undefined;
  const named = map.named?.(of);
  return { ...found, form: map.form, datum: named ?? map.datum, sure: named !== undefined || isCertain(map) };
}

function isCertain({ form, datum }: Map): boolean {
  return CERTAIN.includes(form) || (datum !== undefined && form !== "google");
}

function parametersOf(link: string): Parameters {
  const asked = new URLSearchParams(link.slice(link.indexOf("?") + 1).replace(/#/g, "&"));
  return (name) => asked.get(name) ?? undefined;
}

function fromPatterns(map: Map, link: string): Omit<Written, "form"> | undefined {
  for (const pattern of map.patterns ?? []) {
    const groups = pattern.exec(decoded(link))?.groups;
    if (groups !== undefined) return { lat: Number(groups["lat"]), lon: Number(groups["lon"]), order: "lat_lon" };
  }
  return undefined;
}

function fromParameters(map: Map, of: Parameters): Omit<Written, "form"> | undefined {
  for (const [lat, lon] of map.pairs ?? []) {
    const [a, b] = [Number(of(lat) ?? Number.NaN), Number(of(lon) ?? Number.NaN)];
    if (Number.isFinite(a) && Number.isFinite(b)) return { lat: a, lon: b, order: "lat_lon" };
  }
  for (const [names, order] of [[map.lonLat, "lon_lat"], [map.latLon, "lat_lon"]] as const) {
    for (const name of names ?? []) {
      const pair = PAIR.exec(of(name) ?? "");
      if (pair === null) continue;
      const [first, second] = [Number(pair[1]), Number(pair[2])];
      return order === "lon_lat" ? { lon: first, lat: second, order } : { lat: first, lon: second, order };
    }
  }
  return undefined;
}

function decoded(link: string): string {
  try {
    return decodeURIComponent(link);
  } catch {
    return link;
  }
}
