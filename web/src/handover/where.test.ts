import { expect, test } from "vitest";
import { whereAmI, type Where } from "./where";

const WEBKIT = "AppleWebKit/537.36 (KHTML, like Gecko)";

test.each<[string, number, Where]>([
  [
    `Mozilla/5.0 (Linux; Android 10; M2006C3LC) ${WEBKIT} Chrome/120 Mobile Safari/537.36`,
    5,
    { platform: "android", inWeChat: false },
  ],
  [
    `Mozilla/5.0 (Linux; Android 12; V2118A) ${WEBKIT} Version/4.0 Chrome/116 XWEB/1160 MMWEBSDK/2024 Mobile MicroMessenger/8.0.50`,
    5,
    { platform: "android", inWeChat: true },
  ],
  [
    `Mozilla/5.0 (Phone; OpenHarmony 5.0) ${WEBKIT} Chrome/114 Safari/537.36 ArkWeb/4.1 Mobile`,
    5,
    { platform: "android", inWeChat: false },
  ],
  [
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148 MicroMessenger/8.0.49",
    5,
    { platform: "ios", inWeChat: true },
  ],
  [
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/17.4 Safari/605.1.15",
    5,
    { platform: "ios", inWeChat: false },
  ],
  [
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/17.4 Safari/605.1.15",
    0,
    { platform: "desktop", inWeChat: false },
  ],
  [
    `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${WEBKIT} Chrome/120 WindowsWechat MicroMessenger/7.0.20`,
    0,
    { platform: "desktop", inWeChat: true },
  ],
])("%s with %i touch points is %o", (userAgent, maxTouchPoints, where) => {
  expect(whereAmI({ userAgent, maxTouchPoints })).toEqual(where);
});
