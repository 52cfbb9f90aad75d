// The stations that cost the least extra time on the way to somewhere else.
import type { StationAtDistance } from "../../api/types";
import type { Mode, Wgs84 } from "../../engine/question";
import type { Measure } from "../ports";
import { stateAt, travel_s } from "../words/openness";

/** A station and what going by it costs. */
export interface Detour {
  station: StationAtDistance;
  extra_s: number;
  openOnArrival: boolean;
}

export interface Journey {
  from: Wgs84;
  to: Wgs84;
  mode: Mode;
  now: Date;
}

/** Path length over geodesic length, and metres per second: the server's rule of estimates. */
const DETOUR_FACTOR = 1.3;
const SPEED_M_S: Record<Mode, number> = { walk: 1.25, ebike: 15 / 3.6 };

/** Whole seconds, rounded up, for this many metres of geodesic. */
export function estimate_s(distance_m: number, mode: Mode): number {
  return Math.ceil((distance_m * DETOUR_FACTOR) / SPEED_M_S[mode]);
}

/**
 * Where to ask for the nearest stations, so that none near the way is missed: both ends and
 * points between them not farther apart than `step_m`.
 */
export function pointsAlong(from: Wgs84, to: Wgs84, measure: Measure, step_m: number, most: number): Wgs84[] {
  const legs = Math.min(most - 1, Math.max(1, Math.ceil(measure(from, to) / step_m)));
  return Array.from({ length: legs + 1 }, (_, leg) => ({
    lat: from.lat + ((to.lat - from.lat) * leg) / legs,
    lon: from.lon + ((to.lon - from.lon) * leg) / legs,
  }));
}

/**
 * Each station once, told as seen from where the journey begins: what is open on arrival first,
 * then by the extra minutes, then by the way there.
 */
export function orderByDetour(found: StationAtDistance[], journey: Journey, measure: Measure): Detour[] {
  const direct_s = estimate_s(measure(journey.from, journey.to), journey.mode);
  const once = new Map(found.map((station) => [station.code, station]));
  const detours = [...once.values()].map((seen): Detour => {
    const station = seenFrom(journey.from, seen, measure);
    const there_s = travel_s(station, journey.mode);
    const onward_s = estimate_s(measure(station, journey.to), journey.mode);
    const arrival = new Date(journey.now.getTime() + there_s * 1000);
    return {
      station,
      extra_s: Math.max(0, there_s + onward_s - direct_s),
      openOnArrival: stateAt(station.open, arrival) === "open",
    };
  });
  return detours.sort(
    (one, other) =>
      Number(other.openOnArrival) - Number(one.openOnArrival) ||
      minutesOf(one.extra_s) - minutesOf(other.extra_s) ||
      one.station.distance_m - other.station.distance_m ||
      (one.station.code < other.station.code ? -1 : 1),
  );
}

/** Estimates are not true to the second: what is told as the same is the same. */
export function minutesOf(extra_s: number): number {
  return Math.round(extra_s / 60);
}

/** The answers were asked from points along the way; travel begins at its start. */
function seenFrom(from: Wgs84, station: StationAtDistance, measure: Measure): StationAtDistance {
  const distance_m = measure(from, station);
  const travel = { walk_s: estimate_s(distance_m, "walk"), ebike_s: estimate_s(distance_m, "ebike"), estimated: true };
  return { ...station, distance_m, travel };
}
