import { nextTick } from "vue";
import { expect, test } from "vitest";
import { memoryOf } from "../testing/stations";
import { clear, countOf, drop, filterOf, keepFilters, readFilters, toggleAmenity } from "./filters";

test("filters stay from one time to the next", async () => {
  const memory = memoryOf();
  const filters = keepFilters(memory);
  filters.mode = "ebike";
  filters.arrival = true;
  toggleAmenity(filters, "hot_water");
  await nextTick();
  expect(keepFilters(memory)).toEqual(filters);
});

test.each([
  ["nothing", undefined],
  ["another page's text", "zh"],
  ["a list", []],
  ["wrong members", { mode: "car", arrival: "yes", round_the_clock: 1, kind: "bank", amenities: "hot_water" }],
])("%s in the memory asks for nothing", (_what, remembered) => {
  const filters = readFilters(remembered);
  expect(countOf(filters)).toBe(0);
  expect(filters.mode).toBe("walk");
});

test("what is not set is not asked", () => {
  expect(filterOf(readFilters(undefined))).toEqual({});
  const all = readFilters({ round_the_clock: true, kind: "worker_home", amenities: ["aed", "toilet"], arrival: true });
  expect(filterOf(all)).toEqual({ round_the_clock: true, kind: "worker_home", amenities: ["aed", "toilet"] });
});

test.each([
  ["open", 4],
  ["round_the_clock", 4],
  ["kind", 4],
  ["aed", 4],
  ["shower", 5],
])("dropping %s leaves %i filters", (what, left) => {
  const filters = readFilters({ round_the_clock: true, kind: "worker_home", amenities: ["aed", "toilet"], arrival: true });
  drop(filters, what);
  expect(countOf(filters)).toBe(left);
});

test("clearing leaves how one travels", () => {
  const filters = readFilters({ mode: "ebike", amenities: ["aed"], arrival: true });
  clear(filters);
  expect(countOf(filters)).toBe(0);
  expect(filters.mode).toBe("ebike");
});
