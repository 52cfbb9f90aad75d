// What an answer about one minute says about another: the minute of arrival, say.
import type { Open, StationAtDistance } from "../../api/types";
import type { Mode } from "../../engine/question";

export type Tone = "open" | "soon" | "shut" | "unsure";

/** A change that is this near deserves another colour. */
const SOON_MIN = 30;

/** Whether one can get in at a later minute; unknown beyond what the answer covers. */
export function stateAt(open: Open, when: Date): string {
  if (!open.until || when.getTime() < Date.parse(open.until)) return open.state;
  return open.then ?? "unknown";
}

export function arrivalAt(station: StationAtDistance, mode: Mode, now: Date): Date {
  return new Date(now.getTime() + travel_s(station, mode) * 1000);
}

export function travel_s(station: StationAtDistance, mode: Mode): number {
  return mode === "walk" ? station.travel.walk_s : station.travel.ebike_s;
}

/** How a state looks: one glance must do. */
export function toneOf(open: Open): Tone {
  if (open.state === "unknown") return "unsure";
  if (open.state !== "open") return "shut";
  const closesSoon = open.then === "closed" && (open.minutes_left ?? Infinity) <= SOON_MIN;
  return closesSoon ? "soon" : "open";
}

/** Open now, but no longer when one gets there: the words of now would lead somebody astray. */
export function closesBefore(open: Open, arrival: Date): boolean {
  return open.state === "open" && stateAt(open, arrival) === "closed";
}
