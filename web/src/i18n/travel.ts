// Distances and times of travel.
import { texts } from "./index";

export const travelText = texts({
  zh: {
    metres: (metres: number) => `${metres} 米`,
    kilometres: (kilometres: string) => `${kilometres} 公里`,
    minutes: (minutes: number) => `${minutes} 分钟`,
    hours: (hours: number, minutes: number) => `${hours} 小时 ${minutes} 分`,
    underAMinute: "1 分钟内",
    walk: (time: string) => `步行 ${time}`,
    ebike: (time: string) => `电动车 ${time}`,
    closedOnArrival: "到达时已关",
    extra: (time: string) => `多花 ${time}`,
    noExtra: "不绕路",
  },
  en: {
    metres: (metres: number) => `${metres} m`,
    kilometres: (kilometres: string) => `${kilometres} km`,
    minutes: (minutes: number) => `${minutes} min`,
    hours: (hours: number, minutes: number) => `${hours} h ${minutes} min`,
    underAMinute: "under 1 min",
    walk: (time: string) => `${time} on foot`,
    ebike: (time: string) => `${time} by e-bike`,
    closedOnArrival: "Closed on arrival",
    extra: (time: string) => `${time} extra`,
    noExtra: "No detour",
  },
});
