import { expect, test } from "vitest";
import { trendPath, type Box, type Trend } from "./trend";

const BOX: Box = { width: 106, height: 26, from: 0, until: undefined };

test.each<[string, (number | null)[], Partial<Box>, Trend]>([
  ["nothing", [], {}, { path: "", last: undefined }],
  ["one number stands at the end", [5], {}, { path: "M103 3", last: { x: 103, y: 3 } }],
  ["the greatest is at the top, nothing at the foot", [0, 10, 5], {}, { path: "M3 23L53 3L103 13", last: { x: 103, y: 13 } }],
  ["all nothing stays at the foot", [0, 0], {}, { path: "M3 23L103 23", last: { x: 103, y: 23 } }],
  ["the box may have its own top", [50, 100], { until: 100 }, { path: "M3 13L103 3", last: { x: 103, y: 3 } }],
  ["what is missing breaks the line", [10, null, 10, 5], {}, { path: "M3 3M69.7 3L103 13", last: { x: 103, y: 13 } }],
])("%s", (_, values, box, drawn) => {
  expect(trendPath(values, { ...BOX, ...box })).toEqual(drawn);
});
