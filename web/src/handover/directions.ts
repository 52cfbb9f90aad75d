// Hands the way to a door over to a map: a table of addresses, each in the datum that its map
// takes. The map finds out by itself where one stands, so that no address holds it.
import type { Mode } from "../engine/question";
import { toBd09, toGcj02 } from "./datum";
import type { Where } from "./where";

/** A door, WGS-84 degrees: the entrance, not the middle of the building. */
export interface Target {
  name: string;
  address: string;
  lat: number;
  lon: number;
}

export type MapApp = "amap" | "baidu" | "tencent" | "apple" | "geo";

export interface Direction {
  app: MapApp;
  href: string;
  /** Whether it opens an app, which may not be installed, rather than a page. */
  opensApp: boolean;
  /** The same as a page, for when the app is not there. */
  webHref?: string;
}

/** The maps that can show the way here, the likeliest first. */
export function directions(target: Target, mode: Mode, where: Where): Direction[] {
  const door = asWritten(target, mode);
  // WeChat opens no other app; its own map comes first there.
  if (where.inWeChat) return [page("tencent", door), page("amap", door), page("baidu", door)];
  switch (where.platform) {
    case "android":
      return [
        app("amap", amapApp(door, "amapuri://", "route/plan/"), door),
        app("baidu", baiduApp(door), door),
        app("tencent", tencentApp(door), door),
        { app: "geo", href: geo(door), opensApp: true },
      ];
    case "ios":
      return [
        app("amap", amapApp(door, "iosamap://", "path"), door),
        { app: "apple", href: apple(door), opensApp: true },
        app("baidu", baiduApp(door), door),
        app("tencent", tencentApp(door), door),
      ];
    case "desktop":
      return [page("amap", door), page("baidu", door), page("tencent", door)];
  }
}

/** A door as addresses write it. */
interface Door {
  name: string;
  address: string;
  wgs84: Written;
  gcj02: Written;
  bd09: Written;
  rides: boolean;
}

/** Degrees with six decimals, a tenth of a metre. */
interface Written {
  lat: string;
  lon: string;
}

function asWritten({ name, address, lat, lon }: Target, mode: Mode): Door {
  return {
    name: encoded(name),
    address: encoded(address || name),
    wgs84: written({ lat, lon }),
    gcj02: written(toGcj02({ lat, lon })),
    bd09: written(toBd09({ lat, lon })),
    rides: mode === "ebike",
  };
}

function written({ lat, lon }: { lat: number; lon: number }): Written {
  return { lat: lat.toFixed(6), lon: lon.toFixed(6) };
}

/** Commas, bars and brackets end a text within some addresses, even encoded ones. */
function encoded(text: string): string {
  return encodeURIComponent(text.replace(/[,|;()]/g, " ").trim());
}

type MapWithPage = "amap" | "baidu" | "tencent";

function app(map: MapWithPage, href: string, door: Door): Direction {
  return { app: map, href, opensApp: true, webHref: PAGES[map](door) };
}

function page(map: MapWithPage, door: Door): Direction {
  return { app: map, href: PAGES[map](door), opensApp: false };
}

/** How we name ourselves to the maps, which ask for it. */
const US = "yizhan";

const PAGES: Record<MapWithPage, (door: Door) => string> = {
  amap: ({ gcj02, name, rides }) =>
    `https://uri.amap.com/navigation?to=${gcj02.lon},${gcj02.lat},${name}` +
    `&mode=${rides ? "ride" : "walk"}&coordinate=gaode&src=${US}&callnative=0`,
  // Baidu's page for a route wants to be told where one stands; the page of a place does not,
  // and has a button for the way there.
  baidu: ({ bd09, name, address }) =>
    `https://api.map.baidu.com/marker?location=${bd09.lat},${bd09.lon}&title=${name}` +
    `&content=${address}&output=html&coord_type=bd09ll&src=webapp.${US}.${US}`,
  tencent: ({ gcj02, name, rides }) =>
    `https://apis.map.qq.com/uri/v1/routeplan?type=${rides ? "bike" : "walk"}&to=${name}` +
    `&tocoord=${gcj02.lat},${gcj02.lon}&coord_type=2&referer=${US}`,
};

/** `dev=0` says that the position is in GCJ-02 already; `t=2` is on foot. */
function amapApp({ gcj02, name, rides }: Door, scheme: string, route: string): string {
  const { lat, lon } = gcj02;
  // Only this address knows e-bikes.
  if (rides) {
    return (
      `${scheme}openFeature?featureName=OnRideNavi&rideType=elebike&sourceApplication=${US}` +
      `&lat=${lat}&lon=${lon}&dev=0`
    );
  }
  return `${scheme}${route}?sourceApplication=${US}&dlat=${lat}&dlon=${lon}&dname=${name}&dev=0&t=2`;
}

function baiduApp({ bd09, name, rides }: Door): string {
  return (
    `baidumap://map/direction?destination=name:${name}|latlng:${bd09.lat},${bd09.lon}` +
    `&coord_type=bd09ll&mode=${rides ? "riding" : "walking"}&src=webapp.${US}.${US}`
  );
}

function tencentApp({ gcj02, name, rides }: Door): string {
  return (
    `qqmap://map/routeplan?type=${rides ? "bike" : "walk"}&fromcoord=CurrentLocation&to=${name}` +
    `&tocoord=${gcj02.lat},${gcj02.lon}&referer=${US}`
  );
}

/**
 * Apple shows China by Amap's data, in GCJ-02. Whether it shifts a position that it is given is
 * written nowhere; apps in China give it GCJ-02. It knows walking, but no e-bikes: left out, it
 * goes by what the person has chosen there.
 */
function apple({ gcj02, rides }: Door): string {
  return `https://maps.apple.com/?daddr=${gcj02.lat},${gcj02.lon}${rides ? "" : "&dirflg=w"}`;
}

/** RFC 5870: WGS-84. The part behind the `?` is Android's own, for the name. */
function geo({ wgs84, name }: Door): string {
  return `geo:${wgs84.lat},${wgs84.lon}?q=${wgs84.lat},${wgs84.lon}(${name})`;
}
