// The order that serves a rider: what is open on arrival first, then by the time to get there.
import type { StationAtDistance } from "../../api/types";
import type { Mode } from "../../engine/question";
import { travel_s } from "../words/openness";

export interface Ordered {
  /** Open when one gets there, the quickest first. */
  onArrival: StationAtDistance[];
  /** Closed then, or nobody knows, the quickest first. */
  otherwise: StationAtDistance[];
}

/**
 * Merges the nearest stations that are open on arrival with the nearest of all. Both must have
 * been asked with the same filters and limit, so that no open station is in the second alone.
 */
export function orderForRider(open: StationAtDistance[], all: StationAtDistance[], mode: Mode): Ordered {
  const codes = new Set(open.map((station) => station.code));
  const quickest = quickestFirst(mode);
  return {
    onArrival: [...open].sort(quickest),
    otherwise: all.filter((station) => !codes.has(station.code)).sort(quickest),
  };
}

type Compare = (one: StationAtDistance, other: StationAtDistance) => number;

/** Whole seconds tie often; then the shorter way, and then the code, as the server has it. */
export function quickestFirst(mode: Mode): Compare {
  return (one, other) =>
    travel_s(one, mode) - travel_s(other, mode) ||
    one.distance_m - other.distance_m ||
    (one.code < other.code ? -1 : 1);
}
