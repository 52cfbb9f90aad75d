// The map and the way between it and the list.
import { texts } from "./index";

export const mapText = texts({
  zh: {
    show: "地图",
    list: "列表",
    label: "驿站地图",
    none: "这台设备显示不了地图，列表照常使用。",
    loading: "正在打开地图…",
    searchHere: "在这一带找",
    tapped: "地图上选的点",
    locate: "我的位置",
  },
  en: {
    show: "Map",
    list: "List",
    label: "Map of stations",
    none: "This device cannot show the map; the list works as ever.",
    loading: "Opening the map…",
    searchHere: "Search here",
    tapped: "Point on the map",
    locate: "My position",
  },
});
