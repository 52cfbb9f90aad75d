// The places that somebody chose lately, newest first. The phone's own position is not one.
import { ref, type Ref } from "vue";
import { asRecord, type Memory } from "../memory";
import type { Place } from "../where/where";

const NAME = "recent_places";
const KEPT = 6;

export interface RecentPlaces {
  readonly places: Readonly<Ref<readonly Place[]>>;
  note(place: Place): void;
  forget(): void;
}

export function keepRecentPlaces(memory: Memory): RecentPlaces {
  const places = ref(readPlaces(memory.read(NAME)));
  return {
    places,
    note(place) {
      const others = places.value.filter((other) => other.id !== place.id);
      places.value = [place, ...others].slice(0, KEPT);
      memory.write(NAME, places.value);
    },
    forget() {
      places.value = [];
      memory.forget(NAME);
    },
  };
}

export function readPlaces(remembered: unknown): Place[] {
  if (!Array.isArray(remembered)) return [];
  return remembered.flatMap((one: unknown) => {
    const { id, name, kind, lat, lon } = asRecord(one);
    const whole =
      typeof id === "string" && typeof name === "string" && typeof kind === "string" &&
      typeof lat === "number" && typeof lon === "number";
    return whole ? [{ id, name, kind, lat, lon }] : [];
  });
}
