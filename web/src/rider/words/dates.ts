// Days and moments as people say them, in the district's calendar and zone.
import type { Lang } from "../../engine/question";

const WEEKDAYS = {
  zh: ["周日", "周一", "周二", "周三", "周四", "周五", "周六"],
  en: ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"],
} as const;
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** `11月21日`; with the year when it is another than today's. */
export function dayWords(day: string, today: string, lang: Lang): string {
  const [year = "", month = "", date = ""] = day.split("-");
  const sameYear = today.startsWith(`${year}-`);
  if (lang === "zh") return `${sameYear ? "" : `${year}年`}${String(Number(month))}月${String(Number(date))}日`;
  return `${String(Number(date))} ${MONTHS[Number(month) - 1] ?? month}${sameYear ? "" : ` ${year}`}`;
}

export function weekdayWords(day: string, lang: Lang): string {
  return WEEKDAYS[lang][new Date(`${day}T00:00:00Z`).getUTCDay()] ?? "";
}

/** The civil date of an RFC 3339 time with its offset, as the answers have it. */
export function dateOf(time: string): string {
  return time.slice(0, 10);
}

/** A moment in the district's zone, whatever zone the device is set to: `11月21日 17:39`. */
export function momentWords(moment: Date, now: Date, zone: string, lang: Lang): string {
  const [day = "", time = ""] = civil(moment, zone).split(" ");
  return `${dayWords(day, civil(now, zone), lang)} ${time}`;
}

/** `2026-11-21 17:39`: the Swedish way to write a time is the one of ISO 8601. */
function civil(moment: Date, zone: string): string {
  const format = new Intl.DateTimeFormat("sv-SE", {
    timeZone: zone,
    dateStyle: "short",
    timeStyle: "short",
  });
  return format.format(moment);
}
