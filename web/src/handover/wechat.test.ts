import * as gcoord from "gcoord";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { openLocation, type WeChatSdk } from "./wechat";

const target = { name: "国贸驿站", address: "建国路1号", lat: 39.909, lon: 116.4552 };

beforeEach(() => { vi.useFakeTimers(); });
afterEach(() => { vi.useRealTimers(); });

type Place = Parameters<WeChatSdk["openLocation"]>[0];

function sdk(behaves: "opens" | "refuses" | "unsigned" | "silent"): { sdk: WeChatSdk; places: Place[] } {
  const places: Place[] = [];
  const openLocation = (place: Place): void => {
    places.push(place);
    if (behaves === "opens") place.success();
    else place.fail();
  };
  const ready = (begin: () => void): void => {
    if (behaves === "opens" || behaves === "refuses") begin();
  };
  const error = (fail: () => void): void => {
    if (behaves === "unsigned") fail();
  };
  return { sdk: { ready, error, openLocation }, places };
}

test.each([
  ["opens", true],
  ["refuses", false],
  ["unsigned", false],
  ["silent", false],
] as const)("when WeChat's map %s, the answer is %s", async (behaves, expected) => {
  const answer = openLocation(target, sdk(behaves).sdk);
  await vi.advanceTimersByTimeAsync(5000);
  expect(await answer).toBe(expected);
});

test("without the SDK the answer is no", async () => {
  vi.stubGlobal("window", {});
  expect(await openLocation(target)).toBe(false);
  vi.unstubAllGlobals();
});

test("WeChat's map is given GCJ-02", async () => {
  const { sdk: wx, places } = sdk("opens");
  await openLocation(target, wx);
  const [lon, lat] = gcoord.transform([target.lon, target.lat], gcoord.WGS84, gcoord.GCJ02);
  expect(places[0]?.latitude).toBeCloseTo(lat, 7);
  expect(places[0]?.longitude).toBeCloseTo(lon, 7);
});
