// The boards: how good the ledger is, and how well each unit keeps its part of it.
import { byKey, texts } from "../index";

export const qualityText = texts({
  zh: {
    title: "数据质量", lead: (stations: number, day: string) => `${day} 检查了 ${stations} 个驿站；规则与 yizhan check 相同`, area: "街道（地区）", unit: "管理单位", range: "走势", days: (n: number) => `近 ${n} 天`,
    rules: byKey({
      outside_district: "在本区之外", wrong_area: "街道不符", unknown_area: "街道不存在", suspect_datum: "坐标系可疑", duplicate: "疑似重复",
      missing_hours: "缺开放时间", missing_amenities: "缺服务设施", invalid_phone: "电话格式不对", stale_verification: "久未核验", photo_less: "没有照片",
    }),
    stations: (n: number) => `涉及 ${n} 个驿站`, none: "没有问题", change: (n: number, days: number) => `${n > 0 ? "+" : ""}${n}（${days} 天）`, trendOf: (rule: string, values: string) => `${rule}的走势：${values}`, noTrend: "走势从今天开始记",
    work: "待办", all: "全部规则", problem: "问题", todo: "怎么办", station: "驿站", where: "街道 · 单位", fix: "去改", nothing: "这里没有要改的", more: "加载更多", shown: (n: number, all: number) => `已列出 ${n} / ${all}`, byArea: "按街道", perHundred: "每百站", found: (n: number, all: number) => `${n} 处 / ${all} 站`,
    calendar: (year: number) => `还没有 ${year} 年的放假安排，节假日的开放时间暂时无法判断。国务院办公厅公布后请装入。`, load: "去装入",
  },
  en: {
    title: "Data quality", lead: (stations: number, day: string) => `${stations} stations looked at on ${day}, by the rules of yizhan check`, area: "Area", unit: "Unit", range: "Trend", days: (n: number) => `${n} days`,
    rules: byKey({
      outside_district: "Outside the district", wrong_area: "In another area", unknown_area: "No such area", suspect_datum: "Suspect datum", duplicate: "Perhaps twice",
      missing_hours: "No opening hours", missing_amenities: "No amenities", invalid_phone: "Phone has no valid form", stale_verification: "Not verified for long", photo_less: "No photo",
    }),
    stations: (n: number) => `${n} stations`, none: "Nothing found", change: (n: number, days: number) => `${n > 0 ? "+" : ""}${n} in ${days} days`, trendOf: (rule: string, values: string) => `Trend of “${rule}”: ${values}`, noTrend: "The trend begins today",
    work: "To do", all: "All rules", problem: "Problem", todo: "What to do", station: "Station", where: "Area · unit", fix: "Mend", nothing: "Nothing to mend here", more: "Load more", shown: (n: number, all: number) => `${n} of ${all}`, byArea: "By area", perHundred: "per 100", found: (n: number, all: number) => `${n} in ${all} stations`,
    calendar: (year: number) => `The public holidays of ${year} are not loaded: hours on them are unknown. Load them when the notice is published.`, load: "Load it",
  },
});

export const unitsText = texts({
  zh: {
    title: "单位评比", quarter: "季度", quarterName: (year: string, number: string) => `${year} 年第${["一", "二", "三", "四"][Number(number) - 1] ?? ""}季度`, present: "（进行中）",
    unit: "管理单位", stations: "驿站", completeness: "完整率", freshness: "新鲜率", verification: "核验完成", handling: "按时处理", score: "得分", trend: "四个季度",
    tasks: (n: number) => `${n} 个任务`, reports: (n: number, hours: string) => (hours === "" ? `${n} 条反馈` : `${n} 条反馈，中位 ${hours}`), hours: (h: number) => (h < 48 ? `${Math.round(h)} 小时` : `${(h / 24).toFixed(1)} 天`), nothing: "没有可算的", percent: (share: number) => `${Math.round(share * 1000) / 10}%`,
    formula: "得分怎么算", exportXlsx: "导出 Excel", exportCsv: "导出 CSV", sortBy: (name: string) => `按${name}排序`, trendOf: (unit: string, values: string) => `${unit}各季度得分：${values}`, empty: "没有您能看的单位", past: "过去的季度由修改记录算出，事后改动不影响。",
  },
  en: {
    title: "Units", quarter: "Quarter", quarterName: (year: string, number: string) => `Quarter ${number} of ${year}`, present: " (running)",
    unit: "Unit", stations: "Stations", completeness: "Complete", freshness: "Fresh", verification: "Verified", handling: "Handled in time", score: "Score", trend: "Four quarters",
    tasks: (n: number) => `${n} tasks`, reports: (n: number, hours: string) => (hours === "" ? `${n} reports` : `${n} reports, median ${hours}`), hours: (h: number) => (h < 48 ? `${Math.round(h)} h` : `${(h / 24).toFixed(1)} days`), nothing: "Nothing to count", percent: (share: number) => `${Math.round(share * 1000) / 10} %`,
    formula: "How the score is made", exportXlsx: "Export Excel", exportCsv: "Export CSV", sortBy: (name: string) => `Sort by ${name}`, trendOf: (unit: string, values: string) => `Scores of ${unit} by quarter: ${values}`, empty: "There is no unit that you may see", past: "Quarters that are over are told from the change log: nobody betters them afterwards.",
  },
});
