// What somebody has changed in a form, as the patch that the server takes.
import type { Change, Facts, StationRecord } from "../../account/api";

/** The facts that differ, by their keys; both coordinates go together, with their datum. */
export function patchOf(before: Facts, after: Facts): Facts {
  const patch: Facts = {};
  for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
    if (key === "datum" || isSame(before[key], after[key])) continue;
    patch[key] = after[key] ?? null;
  }
  if ("lon" in patch || "lat" in patch) {
    return { ...patch, lon: after["lon"] ?? null, lat: after["lat"] ?? null, datum: "wgs84" };
  }
  return patch;
}

/** Nothing, an empty text and an empty list say the same. */
export function isSame(one: unknown, other: unknown): boolean {
  const plain = (value: unknown): unknown =>
    value === undefined || value === "" || (Array.isArray(value) && value.length === 0) ? null : value;
  return JSON.stringify(plain(one)) === JSON.stringify(plain(other));
}

/** How many facts a patch changes, as people count them: a position is one. */
export function countOf(patch: Facts): number {
  const keys = Object.keys(patch).filter((key) => key !== "datum");
  return keys.length - (keys.includes("lon") && keys.includes("lat") ? 1 : 0);
}

/** One fact on which two people differ, or that only one of them has changed. */
export interface Clash {
  field: string;
  base: string;
  theirs: string;
  yours: string;
  /** Both have changed it, and not to the same. */
  both: boolean;
}

/** What others and oneself have made of a station since one has read it. */
export function clashes(theirs: readonly Change[], yours: readonly Change[]): Clash[] {
  const fields = [...new Set([...theirs, ...yours].map(({ field }) => field))];
  return fields.flatMap((field) => {
    const other = theirs.find((change) => change.field === field);
    const own = yours.find((change) => change.field === field);
    // What I would make of it is told from what is there now: theirs, where they changed it.
    const base = other?.old ?? own?.old ?? "";
    const now = other?.new ?? base;
    const clash: Clash = { field, base, theirs: now, yours: own?.new ?? now, both: other !== undefined && own !== undefined };
    return clash.theirs === clash.base && clash.yours === clash.base ? [] : [clash];
  });
}

/** The patch without the facts that somebody has left to the others. */
export function without(patch: Facts, left: ReadonlySet<string>): Facts {
  const isPosition = (key: string): boolean => key === "lon" || key === "lat";
  const kept = Object.entries(patch).filter(([key]) => !left.has(key) && !(isPosition(key) && (left.has("lon") || left.has("lat"))));
  const rest = Object.fromEntries(kept);
  if (!("lon" in rest)) delete rest["datum"];
  return rest;
}

/** Facts as a form takes them: a copy that can be written to. */
export function draftOf(record: StationRecord | undefined): Facts {
  return structuredClone(record?.facts ?? {});
}
