// Links that hand the way over to a map app of the phone, each with the datum that it takes.
import type { Mode, Wgs84 } from "../engine/question";
import { toGcj02 } from "./datum";

/** Where to. The position is the entrance's, WGS-84. */
export interface Target extends Wgs84 {
  name: string;
  /** Which city it is in; some apps want to know. */
  city: string;
}

export interface Surroundings {
  platform: "android" | "ios" | "desktop";
  /** Inside WeChat other apps cannot be opened: only web links work. */
  inWeChat: boolean;
}

export type MapApp = "amap" | "baidu" | "tencent" | "apple" | "geo";

export interface Direction {
  app: MapApp;
  href: string;
}

/** Names us to the map services, which ask who links to them. */
const SOURCE = "yizhan";

/** The links to offer, the likeliest first. */
export function directions(to: Target, mode: Mode, around: Surroundings): Direction[] {
  const web: Direction[] = [
    { app: "amap", href: amap(to, mode) },
    { app: "baidu", href: baidu(to, mode) },
    { app: "tencent", href: tencent(to, mode) },
  ];
  if (around.inWeChat) return [web[2], web[0], web[1]].filter((each) => each !== undefined);
  if (around.platform === "ios") return [...web, { app: "apple", href: apple(to) }];
  if (around.platform === "android") return [...web, { app: "geo", href: geo(to) }];
  return web;
}

/** What kind of device this is, as far as links care. */
export function surroundings(userAgent: string): Surroundings {
  const platform = /iphone|ipad|ipod/i.test(userAgent)
    ? "ios"
    : /android/i.test(userAgent)
      ? "android"
      : "desktop";
  return { platform, inWeChat: /micromessenger/i.test(userAgent) };
}

/** Amap takes GCJ-02, longitude first. Its page opens the app where there is one. */
function amap(to: Target, mode: Mode): string {
  const { lat, lon } = toGcj02(to);
  const query = new URLSearchParams({
    to: `${lon.toFixed(6)},${lat.toFixed(6)},${to.name}`,
    mode: mode === "walk" ? "walk" : "ride",
    src: SOURCE,
    callnative: "1",
  });
  return `https://uri.amap.com/navigation?${query.toString()}`;
}

/** Baidu is told that it gets GCJ-02, latitude first. */
function baidu(to: Target, mode: Mode): string {
  const { lat, lon } = toGcj02(to);
  const query = new URLSearchParams({
    origin: "我的位置",
    destination: `latlng:${lat.toFixed(6)},${lon.toFixed(6)}|name:${to.name}`,
    mode: mode === "walk" ? "walking" : "riding",
    region: to.city,
    output: "html",
    coord_type: "gcj02",
    src: `webapp.${SOURCE}.${SOURCE}`,
  });
  return `https://api.map.baidu.com/direction?${query.toString()}`;
}

/** Tencent takes GCJ-02 as `coord_type=2`, latitude first. */
function tencent(to: Target, mode: Mode): string {
  const { lat, lon } = toGcj02(to);
  const query = new URLSearchParams({
    type: mode === "walk" ? "walk" : "bike",
    to: to.name,
    tocoord: `${lat.toFixed(6)},${lon.toFixed(6)}`,
    coord_type: "2",
    referer: SOURCE,
  });
  return `https://apis.map.qq.com/uri/v1/routeplan?${query.toString()}`;
}

/** Apple's maps of China are GCJ-02. */
function apple(to: Target): string {
  const { lat, lon } = toGcj02(to);
  return `https://maps.apple.com/?daddr=${lat.toFixed(6)},${lon.toFixed(6)}&dirflg=w`;
}

/** `geo:` is WGS-84 (RFC 5870). */
function geo(to: Target): string {
  const at = `${to.lat.toFixed(6)},${to.lon.toFixed(6)}`;
  return `geo:${at}?q=${at}(${encodeURIComponent(to.name)})`;
}
