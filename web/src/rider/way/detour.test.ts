import { expect, test } from "vitest";
import { measure_m } from "../answers/measure";
import { open, station } from "../testing/stations";
import { estimate_s, orderByDetour, pointsAlong, type Journey } from "./detour";

const journey: Journey = {
  from: { lat: 39.9, lon: 116.4 },
  to: { lat: 39.9, lon: 116.44 },
  mode: "walk",
  now: new Date("2026-11-21T12:00:00+08:00"),
};
const at = (code: string, lat: number, lon: number, partial = {}) => station(code, { lat, lon, ...partial });

test.each([
  [1000, "walk", 1040],
  [1000, "ebike", 312],
  [0, "walk", 0],
] as const)("%i metres take by %s as long as the server says: %i s", (distance_m, mode, expected_s) => {
  expect(estimate_s(distance_m, mode)).toBe(expected_s);
});

test("the least extra time comes first, not the nearest", () => {
  const found = [at("BEHIND", 39.9, 116.397), at("ASIDE", 39.93, 116.42), at("ON-WAY", 39.9001, 116.43)];
  const detours = orderByDetour(found, journey, measure_m);
  expect(detours.map(({ station: { code } }) => code)).toEqual(["ON-WAY", "BEHIND", "ASIDE"]);
  expect(detours[0]?.extra_s).toBeLessThan(10);
});

test("a station that is closed on arrival comes after those that are open", () => {
  const soonClosed = open({ until: "2026-11-21T12:05:00+08:00", then: "closed" });
  const detours = orderByDetour([at("SHUT", 39.9, 116.43, { open: soonClosed }), at("OPEN", 39.91, 116.42)], journey, measure_m);
  expect(detours.map(({ station: { code }, openOnArrival }) => [code, openOnArrival])).toEqual([["OPEN", true], ["SHUT", false]]);
});

test("times are told from where the journey begins, each station once", () => {
  const twice = [at("A", 39.9, 116.41, { distance_m: 1 }), at("A", 39.9, 116.41, { distance_m: 5000 })];
  const [only, another] = orderByDetour(twice, journey, measure_m);
  expect(another).toBeUndefined();
  expect(only?.station.distance_m).toBeCloseTo(855, -1);
  expect(only?.station.travel.walk_s).toBe(estimate_s(only?.station.distance_m ?? 0, "walk"));
});

test.each([
  [1500, 6, 4],
  [500, 6, 6],
  [10_000, 6, 2],
])("asked every %i m, at most %i times, the way has %i points with both ends", (step_m, most, count) => {
  const points = pointsAlong(journey.from, journey.to, measure_m, step_m, most);
  expect(points).toHaveLength(count);
  expect(points[0]).toEqual(journey.from);
  expect(points.at(-1)?.lon).toBeCloseTo(journey.to.lon, 9);
});
