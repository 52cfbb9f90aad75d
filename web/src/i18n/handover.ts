// What is said when another app takes over.
import type { Texts } from "./index";

const zh = {
  apps: { amap: "高德地图", baidu: "百度地图", tencent: "腾讯地图", apple: "苹果地图", geo: "其他地图应用" },
  notThere: (app: string) => `没有打开${app}，可能没有安装。`,
  webPage: "改用网页版",
  inWeChat: "微信里打不开其他应用：请用网页版导航，或点右上角“…”在浏览器中打开。",
};

const en: typeof zh = {
  apps: { amap: "Amap", baidu: "Baidu Maps", tencent: "Tencent Maps", apple: "Apple Maps", geo: "Another map app" },
  notThere: (app) => `${app} did not open; it may not be installed.`,
  webPage: "Use its web page",
  inWeChat: "WeChat opens no other apps: use a map's web page, or open this page in a browser (… at the top right).",
};

export const handover: Texts<typeof zh> = { zh, en };
