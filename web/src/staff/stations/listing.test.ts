import { expect, test } from "vitest";
import type { StationRecord } from "../api";
import { EVERYTHING, exportOf, listed, listingOf, queryOf, type Listing } from "./listing";

const station = (code: string, facts: Record<string, unknown>): StationRecord => ({
  code, version: 1, revision: 1, created_at: "", updated_at: code, with_private: true, facts: { name: code, ...facts },
  photos: code === "B-1" ? [{ key: "a", width_px: 4, height_px: 3, caption: "", credit: "" }] : [],
});

const ALL = [
  station("A-10", { name: "湖心驿站", area: "1", kind: "union_station", seats: 4, microwave: "yes", phone: null }),
  station("A-2", { name: "北门", area: "2", kind: "worker_home", seats: 20, microwave: "out_of_order 待修", aliases: ["湖边"] }),
  station("B-1", { name: "东站", area: "1", status: "retired", seats: null, microwave: null, phone: "1" }),
];

const codes = (listing: Partial<Listing>): string[] =>
  listed(ALL, { ...EVERYTHING, ...listing }, (_, value) => String(value ?? "")).map(({ code }) => code);

test.each<[string, Partial<Listing>, string[]]>([
  ["everything, by code with numbers as numbers", {}, ["A-2", "A-10", "B-1"]],
  ["an area", { area: "1" }, ["A-10", "B-1"]],
  ["words of a name or another name", { text: "湖" }, ["A-2", "A-10"]],
  ["several words, all of which are there", { text: "a 北" }, ["A-2"]],
  ["an amenity", { amenity: "microwave" }, ["A-2", "A-10"]],
  ["no such amenity", { amenity: "-microwave" }, ["B-1"]],
  ["one that is out of order", { amenity: "!microwave" }, ["A-2"]],
  ["a fact that is missing", { missing: "phone" }, ["A-2", "A-10"]],
  ["no photo", { missing: "photos" }, ["A-2", "A-10"]],
  ["most seats first", { sort: "seats", descending: true }, ["A-2", "A-10", "B-1"]],
])("%s", (_, listing, expected) => {
  expect(codes(listing)).toEqual(expected);
});

test("a list that is read from its own address is the same list", () => {
  const listing: Listing = { ...EVERYTHING, text: "湖", area: "1", amenity: "!microwave", sort: "seats", descending: true };
  expect(listingOf(queryOf(listing))).toEqual(listing);
  expect(queryOf(EVERYTHING)).toEqual({});
});

test.each<[Partial<Listing>, Record<string, string>]>([
  [{}, {}],
  [{ text: "湖", area: "1", missing: "phone", sort: "seats" }, { q: "湖", area: "1", missing: "phone" }],
  [{ amenity: "microwave" }, { has: "microwave" }],
  [{ amenity: "-microwave" }, { lacks: "microwave" }],
  [{ amenity: "!microwave" }, { out_of_order: "microwave" }],
])("a file is asked for with the list's own filters: %o", (listing, query) => {
  expect(exportOf({ ...EVERYTHING, ...listing })).toEqual(query);
});
