// Stations on the way: by the extra time that calling there costs.
import type { StationAtDistance } from "../../api/types";
import { ecefM, geodesicM, travelS as estimatedS } from "../../engine/geodesy";
import type { Mode, Wgs84 } from "../../engine/question";
import { travelS } from "../find/order";

/** A station and what it costs to call there, seconds. */
export interface OnTheWay {
  station: StationAtDistance;
  extra_s: number;
}

/** Seconds from one point to another, by the same rule as to a station. */
export function between_s(from: Wgs84, to: Wgs84, mode: Mode): number {
  const [a, b] = [ecefM(from.lon, from.lat), ecefM(to.lon, to.lat)];
  const chordM = Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
  return estimatedS(mode, geodesicM(chordM, from, to));
}

/** Least detour first, open ones before the others. `stations` know the way from `from`. */
export function byDetour(
  stations: readonly StationAtDistance[],
  from: Wgs84,
  to: Wgs84,
  mode: Mode,
): OnTheWay[] {
  const direct_s = between_s(from, to, mode);
  const rank = ({ station }: OnTheWay): number => (station.open.state === "open" ? 0 : 1);
  return stations
    .map((station) => {
      const stopping_s = travelS(station, mode) + between_s(station, to, mode);
      return { station, extra_s: Math.max(0, stopping_s - direct_s) };
    })
    .sort(
      (a, b) =>
        rank(a) - rank(b) || a.extra_s - b.extra_s || a.station.code.localeCompare(b.station.code),
    );
}
