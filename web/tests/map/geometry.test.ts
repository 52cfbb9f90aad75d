import gcoord from "gcoord";
import geodesic from "geographiclib-geodesic";
import { describe, expect, test } from "vitest";
import type { AreasAnswer } from "../../src/api/types";
import { areaFeatures, boundsOf, circle, collection, datumNamed, moved, point } from "../../src/map/geometry";

const CENTRE = { lat: 39.92, lon: 116.46 };

describe("the circle of doubt", () => {
  test.each([
    [39.92, 116.46, 20],
    [39.92, 116.46, 5_000],
    [1.3, 103.8, 800],
    [53.4, 123.5, 20_000],
  ])("at %d, %d its rim is %d m of geodesic away all around", (lat, lon, radius_m) => {
    const [ring = []] = circle({ lat, lon }, radius_m).coordinates;
    expect(ring).toHaveLength(65);
    expect(ring.at(-1)).toEqual(ring[0]);
    for (const [east = 0, north = 0] of ring) {
      const { s12 } = geodesic.Geodesic.WGS84.Inverse(lat, lon, north, east);
      // Twice as far north of the equator the ellipsoid's curve is felt a little.
      expect(Math.abs((s12 ?? 0) / radius_m - 1)).toBeLessThan(radius_m > 10_000 ? 0.004 : 0.001);
    }
  });
});

describe("datums of base maps", () => {
  test("a GCJ-02 map gets points where another library would put them, and gives them back", () => {
    const { there, back } = datumNamed("gcj02");
    const shifted = there(CENTRE);
    const [lon, lat] = gcoord.transform([CENTRE.lon, CENTRE.lat], gcoord.WGS84, gcoord.GCJ02);
    expect(shifted.lon).toBeCloseTo(lon, 6);
    expect(shifted.lat).toBeCloseTo(lat, 6);
    expect(shifted.lon - CENTRE.lon).toBeGreaterThan(0.005);
    const touched = back(shifted);
    expect(touched.lon).toBeCloseTo(CENTRE.lon, 8);
    expect(touched.lat).toBeCloseTo(CENTRE.lat, 8);
  });

  test.each(["wgs84", undefined])("a map in %s leaves points where they are", (name) => {
    const { there, back } = datumNamed(name);
    expect([there(CENTRE), back(CENTRE)]).toEqual([CENTRE, CENTRE]);
  });

  test("every corner of an area is moved, and the shape is not touched", () => {
    const shape = { type: "MultiPolygon" as const, coordinates: [[[[1, 2], [3, 4], [1, 2]]], [[[5, 6]]]] };
    const east = ({ lon, lat }: { lon: number; lat: number }) => ({ lon: lon + 10, lat });
    expect(moved(shape, east).coordinates).toEqual([[[[11, 2], [13, 4], [11, 2]]], [[[15, 6]]]]);
    expect(shape.coordinates[1]).toEqual([[[5, 6]]]);
  });
});

test("areas keep their names, and one without a shape is not drawn", () => {
  const area = (name: string, geometry: unknown) =>
    ({ type: "Feature", id: name, geometry, properties: { code: name, name, approximate: false, stations: 1 } });
  const square = { type: "MultiPolygon", coordinates: [[[[1, 2], [3, 2], [3, 4], [1, 2]]]] };
  const answer = { type: "FeatureCollection", features: [area("甲", square), area("乙", null)] };
  const drawn = areaFeatures(answer as AreasAnswer, (position) => position);
  expect(drawn.features.map(({ properties }) => properties)).toEqual([{ name: "甲" }]);
  expect(boundsOf(drawn)).toEqual([1, 2, 3, 4]);
});

test("points have bounds, and nothing has none", () => {
  const places = [point(CENTRE), point({ lat: 39.9, lon: 116.5 })];
  expect(boundsOf(collection(places))).toEqual([116.46, 39.9, 116.5, 39.92]);
  expect(boundsOf(collection([]))).toBeUndefined();
});
