import { expect, test } from "vitest";
import { fateOf, middleOf, outlinesOf, pathOf, sheetOf, type AreaLine, type Outline } from "./outlines";

const SQUARE = [[[116, 39], [117, 39], [117, 40], [116, 40], [116, 39]]];
const [FIRST, SECOND, NONE] = outlinesOf({
  features: [
    { properties: { code: "1", name: "甲" }, geometry: { type: "Polygon", coordinates: SQUARE } },
    { properties: { code: "2", name: "乙" }, geometry: { type: "MultiPolygon", coordinates: [SQUARE] } },
    { properties: null, geometry: null },
  ],
}) as [Outline, Outline, Outline];
const OUTLINES = [FIRST, SECOND, NONE];

test("territories are drawn with the lengths of the ground, north above", () => {
  const sheet = sheetOf(OUTLINES, 1000);
  // A degree of longitude is shorter than one of latitude: cos 39.5° = 0.7716.
  expect(sheet.height).toBeCloseTo(1000 / 0.7716, 0);
  expect(sheet.at([116, 40])).toEqual([0, 0]);
  expect(pathOf(FIRST, sheet)).toMatch(/^M0\.0 1296\.\dL1000\.0 1296\.\dL1000\.0 0\.0L0\.0 0\.0L0\.0 1296\.\dZ$/);
  expect(pathOf(SECOND, sheet)).toBe(pathOf(FIRST, sheet));
  expect(middleOf(SECOND, sheet)[0]).toBeCloseTo(500);
  expect(pathOf(NONE, sheet)).toBe("");
});

test("nothing can be drawn on an empty sheet", () => {
  expect(sheetOf([], 100).at([116, 40])).toEqual([0, 0]);
});

const FIGURES = { name: "甲街道", population: null, approximate: false, area_m2: 1000, stations: 3 };

test.each<[Partial<AreaLine>, ReturnType<typeof fateOf>]>([
  [{}, undefined],
  [{ before: null }, "added"],
  [{ after: null }, "gone"],
  [{ after: { ...FIGURES, name: "乙街道" } }, "renamed"],
  [{ after: { ...FIGURES, area_m2: 1000.4 } }, undefined],
  [{ after: { ...FIGURES, area_m2: 1300 } }, "redrawn"],
  [{ after: { ...FIGURES, stations: 4 } }, "redrawn"],
])("an area with %j is %s", (change, fate) => {
  expect(fateOf({ code: "1", before: FIGURES, after: FIGURES, ...change })).toBe(fate);
});
