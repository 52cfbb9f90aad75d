import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readProvision, writeProvision } from "./amenity_value";
import { clashes, countOf, patchOf, without } from "./draft";

describe("a patch", () => {
  test("holds what differs and nothing else", () => {
    const before = { name: "一", seats: 3, aliases: ["a"], phone: null, lon: 1, lat: 2, datum: "wgs84" };
    expect(patchOf(before, { ...before, name: "二", aliases: [], phone: "" })).toEqual({ name: "二", aliases: [] });
    expect(patchOf(before, structuredClone(before))).toEqual({});
  });

  test("moves both coordinates at once and says their datum", () => {
    const before = { lon: 1, lat: 2, datum: "wgs84" };
    const patch = patchOf(before, { lon: 1.5, lat: 2, datum: "wgs84" });
    expect(patch).toEqual({ lon: 1.5, lat: 2, datum: "wgs84" });
    expect(countOf(patch)).toBe(1);
    expect(without(patch, new Set(["lat"]))).toEqual({});
  });
});

describe("two people at one station", () => {
  test("see only where they differ from what both had read", () => {
    const theirs = [{ field: "phone", old: "1", new: "2" }, { field: "seats", old: "3", new: "4" }];
    const yours = [{ field: "phone", old: "2", new: "9" }, { field: "name", old: "一", new: "二" }];
    expect(clashes(theirs, yours)).toEqual([
      { field: "phone", base: "1", theirs: "2", yours: "9", both: true },
      { field: "seats", base: "3", theirs: "4", yours: "4", both: false },
      { field: "name", base: "一", theirs: "一", yours: "二", both: false },
    ]);
  });
});

test.each([
  ["yes", { hours: null, broken: null }],
  ["Mo-Fr 09:00-17:00", { hours: "Mo-Fr 09:00-17:00", broken: null }],
  ["out_of_order 2026-10-31 等待配件", { hours: null, broken: { since: "2026-10-31", reason: "等待配件" } }],
  ["out_of_order", { hours: null, broken: { since: null, reason: "" } }],
  ["24/7 out_of_order 坏了", { hours: "24/7", broken: { since: null, reason: "坏了" } }],
])("an amenity is read and written as the ledger has it: %s", (text, provision) => {
  expect(readProvision(text)).toEqual(provision);
  expect(writeProvision(provision)).toBe(text);
});

test("whatever a form makes of an amenity is read back the same", () => {
  const provision = fc.record({
    hours: fc.constantFrom(null, "24/7", "Mo-Fr 09:00-17:00; PH off"),
    broken: fc.option(fc.record({ since: fc.constantFrom(null, "2026-11-20"), reason: fc.constantFrom("", "待修", "等待配件") })),
  });
  fc.assert(fc.property(provision, (made) => { expect(readProvision(writeProvision(made))).toEqual(made); }));
});
