import { describe, expect, test } from "vitest";
import { atlas, nearestVectors, onTheWayVectors, searchVectors, stationVectors } from "./vectors";

const phone = atlas();

describe("the phone's answers are the server's", () => {
  test("there are enough questions, around holidays too", () => {
    expect(nearestVectors.length).toBeGreaterThan(250);
    expect(nearestVectors.filter((vector) => vector.stations.length > 0).length).toBeGreaterThan(200);
    expect(new Set(nearestVectors.map((vector) => vector.now.slice(0, 10)))).toContain("2026-10-01");
  });

  test.each(nearestVectors)("nearest %#: $nearest at $now", ({ nearest, now, stations, en }) => {
    const answer = phone.nearest(nearest, new Date(now), "zh");
    expect(
      answer.stations.map(({ code, distance_m, travel, open }) => ({
        code,
        distance_m,
        travel,
        open,
      })),
    ).toEqual(stations);
    const english = phone.nearest(nearest, new Date(now), "en").stations;
    expect(english.map((station) => station.open.text)).toEqual(en);
  });

  test("there are enough journeys", () => {
    expect(onTheWayVectors.filter((vector) => vector.stations.length > 0).length).toBeGreaterThan(50);
  });

  test.each(onTheWayVectors)("on the way %#: $on_the_way at $now", ({ on_the_way, now, direct, stations }) => {
    const answer = phone.onTheWay(on_the_way, new Date(now), "zh");
    expect(answer.direct).toEqual(direct);
    expect(
      answer.stations.map(({ code, distance_m, travel, detour, open }) => ({ code, distance_m, travel, detour, open })),
    ).toEqual(stations);
  });

  test.each(searchVectors)("search $search", ({ search, now, codes, places }) => {
    const found = phone.search(search, {}, 8, new Date(now), "zh");
    expect(found.map((station) => station.code)).toEqual(codes);
    expect(phone.searchPlaces(search, 8).map((place) => place.id)).toEqual(places);
  });

  test.each(stationVectors)("the page of $station at $now", ({ station, now, answer }) => {
    expect(answer).toMatchObject({ ...phone.station(station, new Date(now), "zh") });
  });
});

test("beyond the days that the pack covers hours are unknown, never guessed", () => {
  const question = { lat: 39.92, lon: 116.46, limit: 50, mode: "walk" as const };
  const later = phone.nearest(question, new Date("2027-03-01T12:00:00+08:00"), "zh");
  const states = new Set(later.stations.map((station) => station.open.state));
  expect(states.has("open") || states.has("closed")).toBe(false);
  expect(phone.holds(new Date("2027-03-01T12:00:00+08:00"))).toBe(false);
  expect(phone.holds(new Date("2026-10-01T12:00:00+08:00"))).toBe(true);
});
