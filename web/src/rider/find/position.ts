// Where one is, asked of the phone only when somebody wants it, and kept on the phone.
import type { Wgs84 } from "../../engine/question";

/** A place to search around. */
export interface Place extends Wgs84 {
  /** What it is called; undefined for the phone's own position. */
  name: string | undefined;
  accuracy_m: number | undefined;
}

/** Why there is no position. */
export type NoPosition = "denied" | "noPosition" | "positionSlow";

/** Worse than this is said. Metres. */
export const POOR_M = 200;
const TIME_LIMIT_MS = 10_000;
/** A position of the last minute is as good as a new one, and costs no battery. */
const MAX_AGE_MS = 60_000;

/** Asks the phone. Only call it on a tap, or when the permission is there already. */
export function ownPosition(): Promise<Place | NoPosition> {
  return new Promise((resolve) => {
    if (!("geolocation" in navigator)) {
      resolve("noPosition");
      return;
    }
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        resolve({
          lat: coords.latitude,
          lon: coords.longitude,
          name: undefined,
          accuracy_m: coords.accuracy,
        });
      },
      (error) => {
        resolve(reason(error.code));
      },
      { enableHighAccuracy: true, timeout: TIME_LIMIT_MS, maximumAge: MAX_AGE_MS },
    );
  });
}

/** Whether the phone may be asked without a question appearing. */
export async function isAllowedAlready(): Promise<boolean> {
  try {
    const permission = await navigator.permissions.query({ name: "geolocation" });
    return permission.state === "granted";
  } catch {
    return false;
  }
}

function reason(code: number): NoPosition {
  if (code === GeolocationPositionError.PERMISSION_DENIED) return "denied";
  return code === GeolocationPositionError.TIMEOUT ? "positionSlow" : "noPosition";
}

const KEY = "yizhan.places";
const REMEMBERED = 5;

/** Places searched before, the latest first. They stay on this phone. */
export function recentPlaces(): Place[] {
  try {
    const read: unknown = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return Array.isArray(read) ? (read as Place[]) : [];
  } catch {
    return [];
  }
}

export function remember(place: Place): void {
  const others = recentPlaces().filter((known) => known.name !== place.name);
  try {
    localStorage.setItem(KEY, JSON.stringify([place, ...others].slice(0, REMEMBERED)));
  } catch {
    // Without storage there are no recent places.
  }
}
