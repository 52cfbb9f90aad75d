import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, test } from "vitest";
import type { AreasAnswer } from "../../api/types";
import { areaAt } from "./surroundings";

const ring = [[0, 0], [4, 0], [4, 4], [0, 4], [0, 0]];
const hole = [[1, 1], [2, 1], [2, 2], [1, 2], [1, 1]];
const areas = { features: [
  { properties: { code: "A" }, geometry: { type: "Polygon", coordinates: [ring, hole] } },
  { properties: { code: "B" }, geometry: { type: "MultiPolygon", coordinates: [[hole], [[[9, 9], [10, 9], [10, 10], [9, 9]]]] } },
  { properties: { code: "C" }, geometry: null },
] } as unknown as AreasAnswer;

test.each([
  [3, 3, "A"], [1.5, 1.5, "B"], [9.8, 9.5, "B"], [9.2, 9.9, undefined], [5, 1, undefined],
])("%d, %d lies in %s", (lon, lat, area) => {
  expect(areaAt(areas, { lon, lat })).toBe(area);
});

test("the stations that ship lie in the areas that the ledger says, as far as their territories are known", () => {
  const data = (name: string): string => readFileSync(resolve(import.meta.dirname, "../../../../data", name), "utf8");
  const shipped = JSON.parse(data("areas.geojson")) as AreasAnswer;
  const [header = "", ...lines] = data("stations.csv").trim().split("\n");
  const names = header.split(",");
  const cell = (line: string, name: string): string => line.split(",")[names.indexOf(name)] ?? "";
  const plain = lines.filter((line) => !line.slice(0, 120).includes('"'));
  const right = plain.filter((line) => areaAt(shipped, { lon: Number(cell(line, "lon")), lat: Number(cell(line, "lat")) }) === cell(line, "area"));
  expect(plain.length).toBeGreaterThan(1500);
  expect(right.length / plain.length).toBeGreaterThan(0.95);
});
