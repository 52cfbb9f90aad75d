// The columns of the list, and which of them somebody has chosen.
import { ref, watch, type Ref } from "vue";
import { keep, read } from "../preferences";

/** Widths in pixels; the name takes what is left. */
export const COLUMNS: Readonly<Record<string, number>> = {
  code: 124, name: 260, kind: 92, area: 120, unit: 168, address: 260, opening_hours: 210, status: 104, builder: 110,
  host: 180, access: 130, seats: 72, floor_area_m2: 88, stars: 64, phone: 120, manager: 100, manager_phone: 120, verified_on: 112, opened_on: 112, tags: 120, note: 180, provenance: 84, updated_at: 140,
};

const DEFAULT = ["code", "name", "area", "opening_hours", "status", "verified_on", "updated_at"];

export function useColumns(): Ref<string[]> {
  const chosen = ref(read("columns", DEFAULT).filter((column) => column in COLUMNS));
  watch(chosen, (now) => { keep("columns", now); });
  return chosen;
}
