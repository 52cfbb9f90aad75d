import * as gcoord from "gcoord";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { weChatMap, type Signature, type WeChatNeeds, type WeChatSdk } from "./wechat";

const target = { name: "国贸驿站", address: "建国路1号", lat: 39.909, lon: 116.4552 };
const signature: Signature = { appId: "wx1", timestamp: 1_795_261_800, nonceStr: "n", signature: "s" };

beforeEach(() => { vi.useFakeTimers(); });
afterEach(() => { vi.useRealTimers(); });

type Place = Parameters<WeChatSdk["openLocation"]>[0];
type Config = Parameters<WeChatSdk["config"]>[0];

/** WeChat, as it behaves: a wrong signature is told of first, and then that it is ready. */
function weChat(takes: (nth: number) => boolean, opens: (nth: number) => boolean): { sdk: WeChatSdk; configs: Config[]; places: Place[] } {
  const configs: Config[] = [];
  const places: Place[] = [];
  let wasReady = false;
  let fail = (): void => undefined;
  const sdk: WeChatSdk = {
    config: (signed) => { configs.push(signed); },
    error: (tell) => { fail = tell; },
    ready: (begin) => {
      if (!wasReady && !takes(configs.length)) fail();
      wasReady = true;
      begin();
    },
    openLocation: (place) => {
      places.push(place);
      if (opens(places.length)) place.success();
      else place.fail();
    },
  };
  return { sdk, configs, places };
}

const always = (): boolean => true;
const never = (): boolean => false;

function needs(sdk: WeChatSdk, partial: Partial<WeChatNeeds> = {}): WeChatNeeds {
  return {
    loadSdk: () => Promise.resolve(sdk),
    address: () => "https://yizhan.example/s/LZ-1",
    sign: () => Promise.resolve(signature),
    ...partial,
  };
}

const hangs = <T>(): Promise<T> => new Promise<T>(() => undefined);
const fails = <T>(): Promise<T> => Promise.reject<T>(new Error("no"));

test.each<[string, () => WeChatNeeds, boolean]>([
  ["opens", () => needs(weChat(always, always).sdk), true],
  ["refuses", () => needs(weChat(always, never).sdk), false],
  ["does not take the signature", () => needs(weChat(never, always).sdk), false],
  ["does not load", () => needs(weChat(always, always).sdk, { loadSdk: fails }), false],
  ["loads for ever", () => needs(weChat(always, always).sdk, { loadSdk: hangs }), false],
  ["is not signed by our server", () => needs(weChat(always, always).sdk, { sign: fails }), false],
])("when WeChat's map %s, it is told so", async (_what, given, expected) => {
  const answer = weChatMap(given())(target);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(await answer).toBe(expected);
});

test("WeChat is given the signature of the page, and the door in GCJ-02", async () => {
  const { sdk, configs, places } = weChat(always, always);
  await weChatMap(needs(sdk))(target);
  expect(configs).toEqual([{ ...signature, jsApiList: ["openLocation"] }]);
  const [lon, lat] = gcoord.transform([target.lon, target.lat], gcoord.WGS84, gcoord.GCJ02);
  expect(places[0]).toMatchObject({ name: target.name, address: target.address });
  expect(places[0]?.latitude).toBeCloseTo(lat, 7);
  expect(places[0]?.longitude).toBeCloseTo(lon, 7);
});

test("a page is signed once for each of its addresses", async () => {
  const { sdk, configs } = weChat(always, always);
  const signed: string[] = [];
  const sign = (address: string): Promise<Signature> => {
    signed.push(address);
    return Promise.resolve(signature);
  };
  let at = "https://yizhan.example/s/LZ-1";
  const open = weChatMap(needs(sdk, { address: () => at, sign }));
  await open(target);
  await open(target);
  at = "https://yizhan.example/s/LZ-2";
  await open(target);
  expect(signed).toEqual(["https://yizhan.example/s/LZ-1", at]);
  expect(configs).toHaveLength(2);
});

test("while another address of the page is being verified, the map is asked once more", async () => {
  const { sdk, places } = weChat(always, (nth) => nth !== 2);
  let at = "https://yizhan.example/s/LZ-1";
  const open = weChatMap(needs(sdk, { address: () => at }));
  await open(target);
  at = "https://yizhan.example/s/LZ-2";
  const answer = open(target);
  await vi.advanceTimersByTimeAsync(2000);
  expect(await answer).toBe(true);
  expect(places).toHaveLength(3);
});
