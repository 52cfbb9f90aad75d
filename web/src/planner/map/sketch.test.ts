import { expect, it } from "vitest";
import type { Feature } from "geojson";
import { sketchOf } from "./sketch";

it("draws a district north up, as wide as it is at its latitude", () => {
  const geometry = { type: "Polygon" as const, coordinates: [[[116, 60], [117, 60], [117, 60.5], [116, 60.5], [116, 60]]] };
  const sketch = sketchOf([{ type: "Feature", properties: {}, geometry } satisfies Feature]);
  expect(sketch.x(116)).toBe(8);
  expect(sketch.x(117)).toBeCloseTo(792);
  expect(sketch.y(60.5)).toBe(8);
  // Half a degree of latitude is about as long as a degree of longitude at 60 degrees north.
  expect(sketch.height / sketch.width).toBeCloseTo(1, 1);
  expect(sketch.path(geometry)).toMatch(/^M8\.0 /);
});
