// What somebody wants of a station. It stays from one time to the next, as people do.
import { reactive, watch } from "vue";
import type { Filter, Kind, Mode } from "../../engine/question";
import { asRecord, asStrings, type Memory } from "../memory";

export interface Filters {
  mode: Mode;
  /** Only what is open when one gets there; the others are listed below otherwise. */
  arrival: boolean;
  round_the_clock: boolean;
  kind: Kind | undefined;
  amenities: string[];
}

export const NO_FILTERS: Readonly<Omit<Filters, "mode">> = {
  arrival: false,
  round_the_clock: false,
  kind: undefined,
  amenities: [],
};

const NAME = "filters";

/** The filters as they were left, kept up to date from now on. */
export function keepFilters(memory: Memory): Filters {
  const filters = reactive(readFilters(memory.read(NAME)));
  watch(filters, () => { memory.write(NAME, filters); });
  return filters;
}

export function readFilters(remembered: unknown): Filters {
  const { mode, arrival, round_the_clock, kind, amenities } = asRecord(remembered);
  return {
    mode: mode === "ebike" ? "ebike" : "walk",
    arrival: arrival === true,
    round_the_clock: round_the_clock === true,
    kind: kind === "union_station" || kind === "worker_home" ? kind : undefined,
    amenities: asStrings(amenities),
  };
}

/** As the API asks it; whether it must be open is asked apart. */
export function filterOf(filters: Filters): Filter {
  return {
    ...(filters.amenities.length > 0 && { amenities: [...filters.amenities] }),
    ...(filters.kind && { kind: filters.kind }),
    ...(filters.round_the_clock && { round_the_clock: true }),
  };
}

export function toggleAmenity(filters: Filters, amenity: string): void {
  filters.amenities = filters.amenities.includes(amenity)
    ? filters.amenities.filter((one) => one !== amenity)
    : [...filters.amenities, amenity];
}

/** Drops the filter that a blocker names. */
export function drop(filters: Filters, what: string): void {
  switch (what) {
    case "open":
      filters.arrival = false;
      break;
    case "round_the_clock":
      filters.round_the_clock = false;
      break;
    case "kind":
      filters.kind = undefined;
      break;
    default:
      filters.amenities = filters.amenities.filter((amenity) => amenity !== what);
  }
}

export function clear(filters: Filters): void {
  Object.assign(filters, { ...NO_FILTERS, amenities: [] });
}

export function countOf(filters: Filters): number {
  const single = [filters.arrival, filters.round_the_clock, filters.kind].filter(Boolean);
  return single.length + filters.amenities.length;
}
