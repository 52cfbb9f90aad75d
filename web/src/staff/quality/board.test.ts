import { expect, test } from "vitest";
import type { Schemas } from "../../account/api";
import { addressOfFact, areaLines, ruleLines } from "./board";

const BOARD: Schemas["QualityAnswer"] = {
  day: "2026-11-21", stations: 30, missing_calendar: null,
  rules: [{ rule: "wrong_area", findings: 0, stations: 0 }, { rule: "duplicate", findings: 4, stations: 3 }, { rule: "missing_hours", findings: 9, stations: 9 }],
  areas: [{ area: "1", stations: 20, findings: 2 }, { area: "2", stations: 10, findings: 11 }, { area: "3", stations: 0, findings: 0 }],
  trend: [{ day: "2026-11-01", findings: { duplicate: 6, missing_hours: 7 } }, { day: "2026-11-21", findings: { duplicate: 4, missing_hours: 9 } }],
};

test("rules that find something come first, in the server's order, with what has changed since", () => {
  expect(ruleLines(BOARD).map(({ rule, trend, change }) => [rule, trend, change])).toEqual([
    ["duplicate", [6, 4], -2], ["missing_hours", [7, 9], 2], ["wrong_area", [0, 0], 0],
  ]);
  expect(ruleLines({ ...BOARD, trend: BOARD.trend.slice(1) })[0]?.change).toBeUndefined();
});

test("areas are compared by findings for a hundred stations", () => {
  expect(areaLines(BOARD).map(({ area, perHundred }) => [area, perHundred])).toEqual([["2", 110], ["1", 10], ["3", 0]]);
});

test("a finding leads to its fact in the station's form", () => {
  expect(addressOfFact("湖 1", "opening_hours")).toBe("/stations/%E6%B9%96%201?field=opening_hours");
});
