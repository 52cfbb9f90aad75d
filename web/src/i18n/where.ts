// What is said when the phone's position cannot be had, and what to do instead.
import { texts } from "./index";

export const whereText = texts({
  zh: {
    refusedTitle: "没有定位权限",
    refused: "不用定位也能找：搜一个附近的地点就行。想打开定位，请在系统设置里允许浏览器或微信使用位置，再点一次。",
    unavailableTitle: "暂时定不到位",
    unavailable: "可能在室内或信号不好。搜一个附近的地点，或者到开阔处再试一次。",
    unsupportedTitle: "这里用不了定位",
    unsupported: "这个浏览器或连接不支持定位。搜一个附近的地点就行。",
    searchInstead: "搜索地点",
    tryAgain: "再定位一次",
    lastPlace: (name: string) => `上次：${name}`,
  },
  en: {
    refusedTitle: "No permission for your position",
    refused: "You can do without: search for a place near you. To use your position, allow it for the browser or WeChat in the phone’s settings and tap again.",
    unavailableTitle: "Your position cannot be found",
    unavailable: "You may be indoors or have little signal. Search for a place near you, or try again in the open.",
    unsupportedTitle: "Positions do not work here",
    unsupported: "This browser or connection has none. Search for a place near you.",
    searchInstead: "Search for a place",
    tryAgain: "Try again",
    lastPlace: (name: string) => `Last: ${name}`,
  },
});
