// Degrees, minutes and seconds, or degrees and decimal minutes, with the letters or the words of
// the four directions before or behind them: 39°54′26.4″N 116°23′29″E, 北纬39度54分26秒 东经….
import type { Written } from "./recognise";

const PART = String.raw`(\d{1,3}(?:\.\d+)?)\s*(?:°|º|度|d)\s*(?:(\d{1,2}(?:\.\d+)?)\s*(?:′|'|’|分|m)\s*)?(?:(\d{1,2}(?:\.\d+)?)\s*(?:″|"|”|''|′′|秒|s)\s*)?`;
const NAMED = "(北纬|南纬|东经|西经|[NSEW])?";
const ANGLE = new RegExp(`${NAMED}\\s*${PART}${NAMED}`, "gi");

interface Angle {
  degrees: number;
  axis: "lat" | "lon" | undefined;
}

export function fromDegrees(text: string): Written | undefined {
  const angles = Array.from(text.matchAll(ANGLE), angleOf);
  const [one, other] = angles;
  if (angles.length !== 2 || one === undefined || other === undefined) return undefined;
  // What is larger than a right angle is a longitude.
  const latFirst = one.axis === "lat" || other.axis === "lon" || (one.axis === undefined && Math.abs(other.degrees) > 90);
  const [lat, lon] = latFirst ? [one, other] : [other, one];
  if (lat.axis === "lon" || lon.axis === "lat") return undefined;
  return { lat: lat.degrees, lon: lon.degrees, form: "dms", order: latFirst ? "lat_lon" : "lon_lat" };
}

function angleOf([, before, degrees, minutes, seconds, behind]: RegExpMatchArray): Angle {
  const name = (before ?? behind ?? "").toUpperCase();
  const size = Number(degrees) + Number(minutes ?? 0) / 60 + Number(seconds ?? 0) / 3600;
  const axis = /[NS北南]/.test(name) ? "lat" : /[EW东西]/.test(name) ? "lon" : undefined;
  return { degrees: /[SW南西]/.test(name) ? -size : size, axis };
}
