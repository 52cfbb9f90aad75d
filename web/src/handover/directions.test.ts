import * as gcoord from "gcoord";
import { describe, expect, test } from "vitest";
import { directions, type Direction, type Target } from "./directions";
import type { Where } from "./where";

const target: Target = { name: "国贸,驿站|(东门)&x=1#", address: "建国路 1 号", lat: 39.909, lon: 116.4552 };
const NAME = encodeURIComponent("国贸 驿站  东门 &x=1#");

const ANDROID: Where = { platform: "android", inWeChat: false };
const IOS: Where = { platform: "ios", inWeChat: false };
const DESKTOP: Where = { platform: "desktop", inWeChat: false };
const places: Where[] = [ANDROID, IOS, DESKTOP, ...[ANDROID, IOS, DESKTOP].map((where) => ({ ...where, inWeChat: true }))];

/** Latitude and longitude of the door in a datum, by another library, as addresses write them. */
function written(crs: Parameters<typeof gcoord.transform>[2]): [string, string] {
  const [lon, lat] = gcoord.transform([target.lon, target.lat], gcoord.WGS84, crs);
  return [lat.toFixed(6), lon.toFixed(6)];
}

const [WGS_LAT, WGS_LON] = written(gcoord.WGS84);
const [GCJ_LAT, GCJ_LON] = written(gcoord.GCJ02);
const [BD_LAT, BD_LON] = written(gcoord.BD09);

/** Every address that is ever given, with what it must say of datum and place. */
const expectations: [prefix: string, says: string][] = [
  ["amapuri://route/plan/?", `&dlat=${GCJ_LAT}&dlon=${GCJ_LON}&dname=${NAME}&dev=0&t=2`],
  ["iosamap://path?", `&dlat=${GCJ_LAT}&dlon=${GCJ_LON}&dname=${NAME}&dev=0&t=2`],
  ["amapuri://openFeature?", `rideType=elebike&sourceApplication=yizhan&lat=${GCJ_LAT}&lon=${GCJ_LON}&dev=0`],
  ["iosamap://openFeature?", `rideType=elebike&sourceApplication=yizhan&lat=${GCJ_LAT}&lon=${GCJ_LON}&dev=0`],
  ["https://uri.amap.com/navigation?", `?to=${GCJ_LON},${GCJ_LAT},${NAME}&`],
  ["baidumap://map/direction?", `?destination=name:${NAME}|latlng:${BD_LAT},${BD_LON}&coord_type=bd09ll&`],
  ["https://api.map.baidu.com/marker?", `?location=${BD_LAT},${BD_LON}&title=${NAME}&`],
  ["qqmap://map/routeplan?", `&to=${NAME}&tocoord=${GCJ_LAT},${GCJ_LON}&`],
  ["https://apis.map.qq.com/uri/v1/routeplan?", `&to=${NAME}&tocoord=${GCJ_LAT},${GCJ_LON}&coord_type=2&`],
  ["https://maps.apple.com/?", `?daddr=${GCJ_LAT},${GCJ_LON}`],
  ["geo:", `geo:${WGS_LAT},${WGS_LON}?q=${WGS_LAT},${WGS_LON}(${NAME})`],
];

const all: Direction[] = places.flatMap((where) =>
  (["walk", "ebike"] as const).flatMap((mode) => directions(target, mode, where)),
);
const addresses = [...new Set(all.flatMap(({ href, webHref }) => (webHref ? [href, webHref] : [href])))];

describe("every address that is given", () => {
  test.each(addresses.map((address) => [address]))("%s has its map's own datum", (address) => {
    const says = expectations.find(([prefix]) => address.startsWith(prefix))?.[1];
    expect(address).toContain(says ?? "an expectation for this address");
  });

  test("is looked at, and each expectation is met by one", () => {
    for (const [prefix] of expectations) {
      expect(addresses.some((address) => address.startsWith(prefix)), prefix).toBe(true);
    }
  });

  test("says how one travels", () => {
    const said = (mode: "walk" | "ebike"): string =>
      places.flatMap((where) => directions(target, mode, where).map(({ href }) => href)).join("\n");
    for (const word of ["t=2", "mode=walk&", "mode=walking", "type=walk", "dirflg=w"]) {
      expect(said("walk")).toContain(word);
      expect(said("ebike")).not.toContain(word);
    }
    for (const word of ["rideType=elebike", "mode=ride&", "mode=riding", "type=bike"]) {
      expect(said("ebike")).toContain(word);
      expect(said("walk")).not.toContain(word);
    }
  });
});

test.each<[string, Where, string[]]>([
  ["an Android phone", ANDROID, ["amap", "baidu", "tencent", "geo"]],
  ["an iPhone", IOS, ["amap", "apple", "baidu", "tencent"]],
  ["a desk", DESKTOP, ["amap", "baidu", "tencent"]],
  ["WeChat", { ...ANDROID, inWeChat: true }, ["tencent", "amap", "baidu"]],
])("on %s the maps that work there are offered", (_name, where, apps) => {
  expect(directions(target, "walk", where).map(({ app }) => app)).toEqual(apps);
});

test("inside WeChat and on a desk only pages are opened, elsewhere an app has a page to fall back on", () => {
  for (const where of places) {
    for (const { app, href, opensApp, webHref } of directions(target, "walk", where)) {
      const isPage = href.startsWith("https://") && !href.startsWith("https://maps.apple.com/");
      expect(opensApp).toBe(!isPage);
      if (where.inWeChat || where.platform === "desktop") expect(isPage, href).toBe(true);
      else if (app !== "geo" && app !== "apple") expect(webHref).toMatch(/^https:\/\//);
    }
  }
});
