// Stations that somebody saved.
import { texts } from "./index";

export const savedText = texts({
  zh: {
    title: "收藏的驿站",
    none: "还没有收藏。在驿站页面点心形图标，就会出现在这里。",
    remove: (name: string) => `取消收藏 ${name}`,
  },
  en: {
    title: "Saved stations",
    none: "Nothing saved yet. Tap the heart on a station’s page and it appears here.",
    remove: (name: string) => `Remove ${name}`,
  },
});
