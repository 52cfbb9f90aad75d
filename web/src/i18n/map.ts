// The words of the map.
import type { Texts } from "./index";

interface MapTexts {
  title: string;
  zoomIn: string;
  zoomOut: string;
  reviewNumber: (number: string) => string;
}

export const map: Texts<MapTexts> = {
  zh: {
    title: "驿站地图：方向键移动，加减号缩放，回车打开正中的驿站",
    zoomIn: "放大",
    zoomOut: "缩小",
    reviewNumber: (number) => (number.includes("审图号") ? number : `审图号：${number}`),
  },
  en: {
    title: "Map of stations: arrow keys move, plus and minus zoom, Enter opens the one in the middle",
    zoomIn: "Zoom in",
    zoomOut: "Zoom out",
    reviewNumber: (number) => `Map approval: ${number.replace(/^审图号[:：]\s*/, "")}`,
  },
};
