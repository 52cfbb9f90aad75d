// The first view. Its Chinese also stands in index.html, so that it is there before any script.
import { texts } from "./index";

export const homeText = texts({
  zh: {
    title: "累了，就近歇一歇",
    lead: "喝水、热饭、充电、上厕所。先看到达时开着的。",
    find: "找最近的驿站",
    findHint: "点一下，用手机定位",
    locating: "正在定位…",
    search: "搜地点、地铁站、驿站",
    recent: "最近用过",
    way: "顺路找一个",
    wayHint: "要去别处？看哪个最不绕路",
    saved: "收藏的驿站",
    settings: "设置",
  },
  en: {
    title: "Take a break nearby",
    lead: "Water, a warm meal, charging, a toilet. Open on arrival comes first.",
    find: "Find the nearest station",
    findHint: "One tap, with your phone’s location",
    locating: "Finding where you are…",
    search: "Search places and stations",
    recent: "Used lately",
    way: "On my way",
    wayHint: "Going somewhere? See the smallest detour",
    saved: "Saved stations",
    settings: "Settings",
  },
});
