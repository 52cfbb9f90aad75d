// Which stations a list shows and in which order. All of it stands in the address, so that a
// list can be sent to a colleague.
import type { Fact, StationRecord } from "../api";

export interface Listing {
  text: string;
  area: string;
  unit: string;
  kind: string;
  status: string;
  /** An amenity that stations must have, `-` before it: must lack, `!`: that is out of order. */
  amenity: string;
  /** What is missing: a fact that is empty. */
  missing: string;
  sort: string;
  descending: boolean;
}

export const EVERYTHING: Listing = {
  text: "", area: "", unit: "", kind: "", status: "", amenity: "", missing: "", sort: "code", descending: false,
};

type Query = Record<string, unknown>;

export function listingOf(query: Query): Listing {
  const of = (name: string): string => (typeof query[name] === "string" ? query[name] : "");
  const sort = of("sort");
  return {
    text: of("q"), area: of("area"), unit: of("unit"), kind: of("kind"), status: of("status"),
    amenity: of("amenity"), missing: of("missing"), sort: sort.replace(/^-/, "") || "code", descending: sort.startsWith("-"),
  };
}

/** What differs from everything, as an address says it. */
export function queryOf(listing: Listing): Record<string, string> {
  const { text, sort, descending, ...filters } = listing;
  const order = sort === "code" && !descending ? "" : `${descending ? "-" : ""}${sort}`;
  const all = { q: text, ...filters, sort: order };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== ""));
}

/** The same stations as the server's file of them is asked for. */
export function exportOf(listing: Listing): Record<string, string> {
  const { amenity, text, area, unit, kind, status, missing } = listing;
  const how = amenity.startsWith("-") ? "lacks" : amenity.startsWith("!") ? "out_of_order" : "has";
  const all = { q: text, area, unit, kind, status, missing, [how]: amenity.replace(/^[-!]/, "") };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== ""));
}

export function isFiltered(listing: Listing): boolean {
  return Object.keys(queryOf(listing)).some((name) => name !== "sort");
}

/** The stations of a list, in its order; `label` says what a person reads in a cell. */
export function listed(
  stations: readonly StationRecord[],
  listing: Listing,
  label: (field: string, value: Fact | undefined) => string,
): StationRecord[] {
  const words = listing.text.toLowerCase().split(/\s+/).filter(Boolean);
  const passing = stations.filter((station) => passes(station, listing, words));
  const key = (station: StationRecord): string | number => keyOf(station, listing.sort, label);
  const keyed = passing.map((station) => [key(station), station] as const);
  const way = listing.descending ? -1 : 1;
  // Empty cells come last, whichever way the others go.
  keyed.sort(
    ([one, a], [other, b]) =>
      Number(one === "") - Number(other === "") || way * compared(one, other) || compared(a.code, b.code),
  );
  return keyed.map(([, station]) => station);
}

function passes({ code, facts, photos }: StationRecord, listing: Listing, words: readonly string[]): boolean {
  const is = (field: string, wanted: string): boolean => wanted === "" || facts[field] === wanted;
  if (!["area", "unit", "kind", "status"].every((field) => is(field, listing[field as "area"]))) return false;
  if (listing.missing !== "" && !isEmpty(listing.missing === "photos" ? photos : facts[listing.missing])) return false;
  if (!passesAmenity(facts, listing.amenity)) return false;
  if (words.length === 0) return true;
  const text = [code, facts["name"], facts["address"], facts["host"], ...[facts["aliases"] ?? []].flat()].join(" ").toLowerCase();
  return words.every((word) => text.includes(word));
}

function passesAmenity(facts: StationRecord["facts"], wanted: string): boolean {
  if (wanted === "") return true;
  const value = facts[wanted.replace(/^[-!]/, "")];
  if (wanted.startsWith("-")) return isEmpty(value);
  if (wanted.startsWith("!")) return typeof value === "string" && value.includes("out_of_order");
  return !isEmpty(value);
}

function isEmpty(value: unknown): boolean {
  return value === null || value === undefined || value === "" || (Array.isArray(value) && value.length === 0);
}

function keyOf(station: StationRecord, sort: string, label: (field: string, value: Fact | undefined) => string): string | number {
  if (sort === "code") return station.code;
  if (sort === "updated_at") return station.updated_at;
  const value = station.facts[sort];
  return typeof value === "number" ? value : label(sort, value);
}

const collator = new Intl.Collator("zh-CN", { numeric: true });

function compared(one: string | number, other: string | number): number {
  if (typeof one === "number" && typeof other === "number") return one - other;
  return collator.compare(String(one), String(other));
}
