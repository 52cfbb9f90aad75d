// The order that serves a rider: what is open on arrival first, then what nobody knows, then
// what is closed; each by the way there.
import type { StationAtDistance } from "../../api/types";
import type { Mode, NearestQuestion } from "../../engine/question";

const RANK: Record<string, number> = { open: 0, unknown: 1, closed: 2, temporarily_closed: 3 };

/** Seconds to the door. */
export function travelS(station: StationAtDistance, mode: Mode): number {
  return mode === "walk" ? station.travel.walk_s : station.travel.ebike_s;
}

/** The two questions behind one list: what is open on arrival, and what is near in any case. */
export function questionsFor(question: NearestQuestion): NearestQuestion[] {
  const onArrival: NearestQuestion = { ...question, open: "arrival" };
  if (question.open === "arrival") return [onArrival];
  return [onArrival, question];
}

/** One list of both answers, best first. A station that is in both is told as of arrival. */
export function ordered(answers: StationAtDistance[][], mode: Mode): StationAtDistance[] {
  const byCode = new Map<string, StationAtDistance>();
  for (const station of answers.flat()) {
    if (!byCode.has(station.code)) byCode.set(station.code, station);
  }
  return [...byCode.values()].sort(
    (a, b) =>
      (RANK[a.open.state] ?? 9) - (RANK[b.open.state] ?? 9) ||
      travelS(a, mode) - travelS(b, mode) ||
      a.code.localeCompare(b.code),
  );
}
