import { expect, test } from "vitest";
import { layerOfUse } from "./seen_use";

const cell = (name: string, lon: number, asked: number) => ({ cell: name, resolution: 9, lon, lat: 39.9, asked, unmet: 0 });

test("the weeks of a cell are added up, and each cell is a row", () => {
  const weeks = [
    { week_of: "2026-11-16", cells: [cell("a", 116.4, 15), cell("b", 116.5, 20)], hours: [] },
    { week_of: "2026-11-09", cells: [cell("a", 116.4, 10)], hours: [] },
  ];
  expect(layerOfUse(weeks)).toBe("lon,lat,weight,name\n116.4,39.9,25,a\n116.5,39.9,20,b\n");
});
