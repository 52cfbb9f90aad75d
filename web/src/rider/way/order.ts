// The order that serves somebody on their way: what is open on arrival first, then by the extra time.
import type { StationOnTheWay } from "../../api/types";
import type { Mode } from "../../engine/question";

/**
 * Those that are open on arrival, then the others, both in the order of their answers, which
 * must have been asked with the same filters and limit.
 */
export function openFirst(open: StationOnTheWay[], all: StationOnTheWay[]): StationOnTheWay[] {
  const codes = new Set(open.map((station) => station.code));
  return [...open, ...all.filter((station) => !codes.has(station.code))];
}

/** Estimates are not true to the second: whole minutes. */
export function extraMinutes({ detour }: StationOnTheWay, mode: Mode): number {
  return Math.round((mode === "walk" ? detour.walk_s : detour.ebike_s) / 60);
}
