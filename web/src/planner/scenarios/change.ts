// A change of a scenario as it is filled in, and as the server takes it.
import type { Wgs84 } from "../../engine/question";
import type { Change } from "../types";

export type Action = Change["action"];

export interface ChangeDraft {
  action: Action;
  /** Of the station; a new one gets its own. */
  code: string;
  hours: string;
  /** What it gets, or what a new one offers. */
  gets: string[];
  loses: string[];
}

export const NO_CHANGE: ChangeDraft = { action: "close", code: "", hours: "", gets: [], loses: [] };

/** `place`: the candidate on the map; `number`: of a new station. Undefined while something is missing. */
export function changeOf(draft: ChangeDraft, place: Wgs84 | undefined, number: number): Change | undefined {
  const code = draft.code.trim();
  const hours = draft.hours.trim();
  switch (draft.action) {
    case "add":
      return place && { action: "add", code: `N${String(number).padStart(3, "0")}`, lon: place.lon, lat: place.lat, ...(hours === "" ? {} : { hours }), amenities: [...draft.gets] };
    case "close":
      return code === "" ? undefined : { action: "close", code };
    case "move":
      return code === "" || !place ? undefined : { action: "move", code, lon: place.lon, lat: place.lat };
    case "change_hours":
      return code === "" || hours === "" ? undefined : { action: "change_hours", code, hours };
    case "change_amenities":
      if (code === "" || draft.gets.length + draft.loses.length === 0) return undefined;
      return { action: "change_amenities", code, add: [...draft.gets], remove: [...draft.loses] };
  }
}
