// How old the facts about a station are.
import { texts } from "./index";

export const freshnessText = texts({
  zh: {
    needsCheck: "待核实：近日有多位骑手反馈未开门",
    never: "未核验，到前请留意",
    doubted: "待核实：近日有多位骑手反馈没开门",
    today: "今天核验",
    yesterday: "昨天核验",
    days: (days: number) => `${days} 天前核验`,
    months: (months: number) => `${months} 个月前核验`,
    overAYear: "一年多没核验，可能有变",
    confirmedToday: "今天有人确认",
    confirmedYesterday: "昨天有人确认",
    confirmedDays: (days: number) => `${days} 天前有人确认`,
    confirmedMonths: (months: number) => `${months} 个月前有人确认`,
  },
  en: {
    needsCheck: "To be checked: several riders found it closed lately",
    never: "Never checked, take care",
    doubted: "To be checked: several riders found it closed lately",
    today: "Checked today",
    yesterday: "Checked yesterday",
    days: (days: number) => `Checked ${days} days ago`,
    months: (months: number) => `Checked ${months} ${months === 1 ? "month" : "months"} ago`,
    overAYear: "Not checked for over a year",
    confirmedToday: "Confirmed today",
    confirmedYesterday: "Confirmed yesterday",
    confirmedDays: (days: number) => `Confirmed ${days} days ago`,
    confirmedMonths: (months: number) => `Confirmed ${months} ${months === 1 ? "month" : "months"} ago`,
  },
});
