import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { findWhereabouts, positionOf, type Surroundings, type Whereabouts } from "./where";

interface Phone {
  whereabouts: Whereabouts;
  /** How often the browser was asked for the position. */
  asked: () => number;
  watching: () => boolean;
  finds: (accuracy: number, latitude?: number) => void;
  fails: (code: number) => void;
}

/** A phone whose browser says this of the permission. */
function phone(permission: PermissionState | undefined, has: "positions" | "no positions" = "positions"): Phone {
  let asked = 0;
  let found: PositionCallback | undefined;
  let failed: PositionErrorCallback | null | undefined;
  const geolocation: Surroundings["geolocation"] = {
    watchPosition(success, error) {
      asked++;
      [found, failed] = [success, error];
      return asked;
    },
    clearWatch() {
      found = undefined;
    },
  };
  return {
    whereabouts: findWhereabouts({
      geolocation: has === "positions" ? geolocation : undefined,
      permission: () => Promise.resolve(permission),
    }),
    asked: () => asked,
    watching: () => found !== undefined,
    finds: (accuracy, latitude = 39.9) => found?.({ coords: { latitude, longitude: 116.4, accuracy } } as GeolocationPosition),
    fails: (code) => failed?.({ code } as GeolocationPositionError),
  };
}

beforeEach(() => { vi.useFakeTimers(); });
afterEach(() => { vi.useRealTimers(); });

test.each([
  ["granted", 1],
  ["prompt", 0],
  ["denied", 0],
  [undefined, 0],
] as const)("at the start, with permission %s, the position is asked for %i times", async (permission, times) => {
  const { whereabouts, asked } = phone(permission);
  await whereabouts.locateIfAllowed();
  expect(asked()).toBe(times);
});

test.each([
  [1, "refused"],
  [2, "unavailable"],
  [3, "unavailable"],
] as const)("the browser's failure %i means: %s", (code, state) => {
  const { whereabouts, fails } = phone("prompt");
  whereabouts.locate();
  expect(whereabouts.where.value.state).toBe("asking");
  fails(code);
  expect(whereabouts.where.value.state).toBe(state);
});

test("after a refusal nobody is asked again, unless they tap", async () => {
  const { whereabouts, asked, fails } = phone("denied");
  whereabouts.locate();
  fails(1);
  await whereabouts.locateIfAllowed();
  expect(asked()).toBe(1);
  whereabouts.locate();
  expect(asked()).toBe(2);
});

test("without positions the page says so and asks nobody", () => {
  const { whereabouts, asked } = phone("granted", "no positions");
  whereabouts.locate();
  expect(whereabouts.where.value.state).toBe("unsupported");
  expect(asked()).toBe(0);
});

test("a much better fix replaces the first; a little better one does not", () => {
  const { whereabouts, finds } = phone("granted");
  whereabouts.locate();
  finds(400, 39.9);
  finds(300, 39.91);
  expect(whereabouts.where.value).toMatchObject({ accuracy_m: 400, position: { lat: 39.9 } });
  finds(90, 39.92);
  expect(whereabouts.where.value).toMatchObject({ accuracy_m: 90, position: { lat: 39.92 } });
});

test("a good fix, or ten seconds after the first, spares the battery", () => {
  const good = phone("granted");
  good.whereabouts.locate();
  good.finds(20);
  expect(good.watching()).toBe(false);

  const poor = phone("granted");
  poor.whereabouts.locate();
  poor.finds(500);
  expect(poor.watching()).toBe(true);
  vi.advanceTimersByTime(10_000);
  expect(poor.watching()).toBe(false);
});

test("a later failure does not take a fix away, and a chosen place ends the search", () => {
  const { whereabouts, finds, fails, watching } = phone("granted");
  whereabouts.locate();
  finds(500);
  fails(3);
  expect(whereabouts.where.value.state).toBe("here");
  whereabouts.locate();
  whereabouts.choose({ id: "p1", name: "湖东", kind: "metro_station", lat: 39.9, lon: 116.4 });
  expect(watching()).toBe(false);
  expect(whereabouts.where.value.state).toBe("place");
});

test("a place gives its position and nothing else: what it is must not become a filter", () => {
  const place = { id: "p1", name: "湖东", kind: "metro_station", lat: 39.9, lon: 116.4 };
  expect(positionOf({ state: "place", place })).toEqual({ lat: 39.9, lon: 116.4 });
  expect(positionOf({ state: "refused" })).toBeUndefined();
});
