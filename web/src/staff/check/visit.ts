// A visit as it is being made: of each thing that one looks at, whether it is as the ledger says,
// and what is right where it is not.
import type { Fact, Facts, Schemas } from "../../account/api";
import { isSame } from "../stations/draft";

/** What a visit looks at, in the order in which one walks up to a station and in. */
export const LOOKED = ["name", "address", "position", "opening_hours", "access", "amenities", "phone"] as const;
export type Looked = (typeof LOOKED)[number];

export interface Visit {
  verdicts: Partial<Record<Looked, "right" | "wrong">>;
  /** What is right instead, by the ledger's keys; a key may stand here without being another. */
  instead: Facts;
  note: string;
}

/** Where the phone says to be, WGS-84. */
export interface Stood {
  lat: number;
  lon: number;
  accuracy_m: number;
}

/** `Looked` of which all facts have the same key; amenities and the position have several. */
const SINGLE: readonly Looked[] = ["name", "address", "opening_hours", "access", "phone"];
/** Without it nobody finds the station: it can be another, but not nothing. */
const NEEDED: readonly Looked[] = ["name", "address"];

export function newVisit(): Visit {
  return { verdicts: {}, instead: {}, note: "" };
}

/** The facts in which the visitor and the ledger differ under one heading. */
export function corrections(visit: Visit, facts: Facts, looked: Looked, amenities: readonly string[]): Facts {
  if (visit.verdicts[looked] !== "wrong") return {};
  const keys = looked === "position" ? ["lat", "lon"] : looked === "amenities" ? amenities : [looked];
  const changed = keys.filter((key) => key in visit.instead && !isSame(visit.instead[key], facts[key]));
  const instead: Facts = Object.fromEntries(changed.map((key) => [key, visit.instead[key] ?? null]));
  // Both coordinates go together, with their datum.
  if (looked !== "position" || changed.length === 0) return instead;
  return { lat: visit.instead["lat"] ?? null, lon: visit.instead["lon"] ?? null, datum: "wgs84" };
}

/** Whether one has said what one came to say: that it is right, or what is right instead. */
export function isAnswered(visit: Visit, facts: Facts, looked: Looked, amenities: readonly string[]): boolean {
  const verdict = visit.verdicts[looked];
  if (verdict !== "wrong") return verdict === "right";
  const instead = corrections(visit, facts, looked, amenities);
  if (Object.keys(instead).length === 0) return false;
  return !NEEDED.includes(looked) || !isEmpty(instead[looked]);
}

/** How many of the things to look at are answered. */
export function answered(visit: Visit, facts: Facts, amenities: readonly string[]): number {
  return LOOKED.filter((looked) => isAnswered(visit, facts, looked, amenities)).length;
}

/** The visit as the server takes it. */
export function bodyOf(
  station: string,
  visit: Visit,
  facts: Facts,
  amenities: readonly string[],
  stood: Stood | undefined,
  seen_at: string,
): Record<string, unknown> {
  const corrected = Object.assign({}, ...LOOKED.map((looked) => corrections(visit, facts, looked, amenities))) as Facts;
  return {
    station,
    found: "there",
    confirmed: LOOKED.filter((looked) => visit.verdicts[looked] === "right"),
    ...(Object.keys(corrected).length > 0 && { corrected }),
    ...at(stood),
    ...(visit.note.trim() !== "" && { note: visit.note.trim() }),
    seen_at,
  };
}

/** A visit that found no station. */
export function goneBody(station: string, note: string, stood: Stood | undefined, seen_at: string): Record<string, unknown> {
  return { station, found: "not_there", note: note.trim(), ...at(stood), seen_at };
}

/** Somebody has changed the station meanwhile: what they touched is looked at once more. */
export function afterChange(visit: Visit, before: Facts, now: Facts, amenities: readonly string[]): { visit: Visit; again: Looked[] } {
  const again = LOOKED.filter((looked) => {
    const keys = looked === "position" ? ["lat", "lon"] : looked === "amenities" ? amenities : [looked];
    return keys.some((key) => !isSame(before[key], now[key]));
  });
  const verdicts = Object.fromEntries(Object.entries(visit.verdicts).filter(([looked]) => !again.includes(looked as Looked)));
  return { visit: { ...visit, verdicts }, again };
}

/** Where what the server says of a fact is shown. */
export function lookedOf(field: string, amenities: readonly string[]): Looked | undefined {
  if (field === "lat" || field === "lon" || field === "datum" || field === "position") return "position";
  if (amenities.includes(field) || field === "amenities") return "amenities";
  return SINGLE.find((looked) => looked === field);
}

function at(stood: Stood | undefined): Partial<Schemas["CheckRequest"]> {
  if (stood === undefined) return {};
  const { lat, lon, accuracy_m } = stood;
  return { lat, lon, datum: "wgs84", accuracy_m: Math.round(accuracy_m * 10) / 10 };
}

function isEmpty(value: Fact | undefined): boolean {
  return value === null || value === undefined || (typeof value === "string" && value.trim() === "");
}
