import { expect, it } from "vitest";
import { sharesOf, splitAt } from "./week";

const series = { total: 10, covered: [1, 5], hours_unknown: [2, 0], closed: [3, 5], no_station: [4, 0] };

it("tells the share of each hour, and of nobody none", () => {
  expect(sharesOf(series)).toEqual([0.1, 0.5]);
  expect(sharesOf({ ...series, total: 0 })).toEqual([0, 0]);
});

it("tells the four things that people find at one hour apart", () => {
  expect(splitAt(series, 0)).toEqual({ total: 10, covered: 1, hours_unknown: 2, closed: 3, no_station: 4 });
});
