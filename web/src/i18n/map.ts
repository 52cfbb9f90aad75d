// The map and the way between it and the list.
import { texts } from "./index";

export const mapText = texts({
  zh: {
    show: "地图",
    list: "列表",
    label: "驿站地图",
    none: "这台设备显示不了地图，列表照常使用。",
    notLoaded: "地图没有加载出来，列表照常使用。有网络时再试一次。",
    loading: "正在打开地图…",
    searchHere: "在这一带找",
    tapped: "地图上选的点",
    locate: "我的位置",
    canvas: "驿站地图：方向键移动，加减号缩放，回车打开正中的驿站",
    zoomIn: "放大",
    zoomOut: "缩小",
    reviewNumber: (number: string) => (number.includes("审图号") ? number : `审图号：${number}`),
  },
  en: {
    show: "Map",
    list: "List",
    label: "Map of stations",
    none: "This device cannot show the map; the list works as ever.",
    notLoaded: "The map did not load; the list works as ever. Try again when there is a network.",
    loading: "Opening the map…",
    searchHere: "Search here",
    tapped: "Point on the map",
    locate: "My position",
    canvas: "Map of stations: arrow keys move, plus and minus zoom, Enter opens the one in the middle",
    zoomIn: "Zoom in",
    zoomOut: "Zoom out",
    reviewNumber: (number: string) => `Map approval: ${number.replace(/^审图号[:：]\s*/, "")}`,
  },
});
