// Where to search from: the phone's position, or a place that somebody chose.
//
// The phone is asked for its position only when somebody taps for it, or at once when they have
// allowed it for good. Whoever said no is not asked again unless they tap. Nothing here is kept.
import { shallowRef, type Ref } from "vue";
import type { Wgs84 } from "../../engine/question";

/** A place that somebody chose: a place of the gazetteer, a station, a point on the map. */
export interface Place extends Wgs84 {
  id: string;
  name: string;
  /** A kind of the gazetteer, `station`, or `tap`. */
  kind: string;
}

export type Where =
  | { state: "nowhere" }
  | { state: "asking" }
  | { state: "here"; position: Wgs84; accuracy_m: number }
  | { state: "place"; place: Place }
  /** Somebody, or their phone's settings, said no. */
  | { state: "refused" }
  /** There is no fix: indoors, or switched off. */
  | { state: "unavailable" }
  /** The browser has no positions, or not on this connection. */
  | { state: "unsupported" };

export interface Surroundings {
  geolocation: Pick<Geolocation, "watchPosition" | "clearWatch"> | undefined;
  /** Undefined when the browser does not tell. */
  permission(): Promise<PermissionState | undefined>;
}

export interface Whereabouts {
  readonly where: Readonly<Ref<Where>>;
  /** At the start: asks nobody who has not allowed it for good. */
  locateIfAllowed(): Promise<void>;
  /** Somebody tapped. */
  locate(): void;
  choose(place: Place): void;
  leave(): void;
}

/** A fix this good is not worth more battery. */
const GOOD_M = 30;
/** How long a better fix is waited for after the first. */
const REFINE_MS = 10_000;
const FIX_TIMEOUT_MS = 15_000;
/** A fix of the last half minute still holds. */
const FIX_AGE_MS = 30_000;
const DENIED = 1;

export function findWhereabouts(around: Surroundings): Whereabouts {
  const where = shallowRef<Where>({ state: "nowhere" });
  let watching: number | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function stop(): void {
    clearTimeout(timer);
    if (watching !== undefined) around.geolocation?.clearWatch(watching);
    watching = undefined;
  }

  function found({ coords }: GeolocationPosition): void {
    const before = where.value;
    if (coords.accuracy <= GOOD_M) stop();
    // A list that jumps about for a few metres helps nobody.
    if (before.state === "here" && coords.accuracy > before.accuracy_m / 2) return;
    if (before.state !== "here") timer = setTimeout(stop, REFINE_MS);
    const position = { lat: coords.latitude, lon: coords.longitude };
    where.value = { state: "here", position, accuracy_m: coords.accuracy };
  }

  function failed({ code }: GeolocationPositionError): void {
    stop();
    if (where.value.state === "here") return;
    where.value = { state: code === DENIED ? "refused" : "unavailable" };
  }

  function locate(): void {
    stop();
    if (!around.geolocation) {
      where.value = { state: "unsupported" };
      return;
    }
    where.value = { state: "asking" };
    watching = around.geolocation.watchPosition(found, failed, {
      enableHighAccuracy: true,
      maximumAge: FIX_AGE_MS,
      timeout: FIX_TIMEOUT_MS,
    });
  }

  return {
    where,
    locate,
    async locateIfAllowed() {
      if ((await around.permission()) === "granted" && where.value.state === "nowhere") locate();
    },
    choose(place) {
      stop();
      where.value = { state: "place", place };
    },
    leave() {
      stop();
      where.value = { state: "nowhere" };
    },
  };
}

/** The position that answers are for, if there is one. */
export function positionOf(where: Where): Wgs84 | undefined {
  if (where.state === "here") return where.position;
  if (where.state !== "place") return undefined;
  // No more of the place than that: its kind is no kind of station.
  const { lat, lon } = where.place;
  return { lat, lon };
}

/** What this browser has of all that. */
export function browserSurroundings(): Surroundings {
  return {
    // Without https the browser says no without asking, which would look as if the person had.
    geolocation: window.isSecureContext && "geolocation" in navigator ? navigator.geolocation : undefined,
    async permission() {
      try {
        return (await navigator.permissions.query({ name: "geolocation" })).state;
      } catch {
        // Old browsers have no such thing.
        return undefined;
      }
    },
  };
}
