import * as gcoord from "gcoord";
import { expect, test } from "vitest";
import { fromGcj02, toBd09, toGcj02 } from "./datum";

/** Metres that a degree of latitude is long, about. */
const DEGREE_M = 111_000;

/** Positions over the rectangle within which the shift applies, the same each time. */
const inChina = Array.from({ length: 2000 }, (_, step) => ({
  lat: 1 + ((step * 37) % 2000) / 37,
  lon: 73 + ((step * 1171) % 2000) / 31.25,
}));

test.each([
  ["GCJ-02", toGcj02, gcoord.GCJ02],
  ["BD-09", toBd09, gcoord.BD09],
] as const)("positions in %s are those of another library, to a centimetre", (_name, convert, crs) => {
  for (const position of inChina) {
    const ours = convert(position);
    const [lon, lat] = gcoord.transform([position.lon, position.lat], gcoord.WGS84, crs);
    expect(Math.hypot(ours.lon - lon, ours.lat - lat) * DEGREE_M).toBeLessThan(0.01);
    expect(Math.hypot(ours.lon - position.lon, ours.lat - position.lat) * DEGREE_M).toBeGreaterThan(10);
  }
});

test.each([
  [2.35, 48.85],
  [-122.4, 37.8],
  [139.7, 35.7],
  [151.2, -33.9],
])("nothing is shifted outside China: %f, %f", (lon, lat) => {
  expect(toGcj02({ lat, lon })).toEqual({ datum: "gcj02", lat, lon });
  expect(toBd09({ lat, lon })).toEqual({ datum: "bd09", lat, lon });
});

test("a shifted position leads back to where it was, to a millimetre", () => {
  for (const position of inChina) {
    const back = fromGcj02(toGcj02(position));
    expect(Math.hypot(back.lon - position.lon, back.lat - position.lat) * DEGREE_M).toBeLessThan(0.001);
  }
});
