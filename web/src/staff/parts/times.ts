// Instants as staff read them: in the district's zone, whatever the device says.
import type { Lang } from "../../engine/question";

let zone = "Asia/Shanghai";

/** The district's zone, as the server has told it. */
export function useZone(name: string): void {
  zone = name;
}

/** `2026-11-21 20:05`. */
export function moment(instant: string, lang: Lang): string {
  const parts = new Intl.DateTimeFormat(lang === "zh" ? "zh-CN" : "en-GB", {
    timeZone: zone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  }).formatToParts(new Date(instant));
  const of = (type: string): string => parts.find((part) => part.type === type)?.value ?? "";
  return `${of("year")}-${of("month")}-${of("day")} ${of("hour")}:${of("minute")}`;
}

/** The district's day of an instant, `2026-11-21`. */
export function dayOf(instant: Date): string {
  return moment(instant.toISOString(), "zh").slice(0, 10);
}

/** The day before a day, `2026-11-20`. */
export function dayBefore(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
}

/** How long ago, roughly: `3 天前`. */
export function ago(instant: string, lang: Lang, now = Date.now()): string {
  const minutes = Math.round((Date.parse(instant) - now) / 60_000);
  const format = new Intl.RelativeTimeFormat(lang === "zh" ? "zh-CN" : "en", { numeric: "auto" });
  if (Math.abs(minutes) < 60) return format.format(minutes, "minute");
  if (Math.abs(minutes) < 60 * 24) return format.format(Math.round(minutes / 60), "hour");
  return format.format(Math.round(minutes / 60 / 24), "day");
}

/** The instant at which a day of the district begins, or so many days later. */
export function startOfDay(day: string, later: number): string {
  const midnight = Date.parse(`${day}T00:00:00Z`) + later * 86_400_000;
  // What the clock of the district shows at that instant of UTC tells how far it is ahead.
  const shown = moment(new Date(midnight).toISOString(), "zh");
  const ahead = Date.parse(`${shown.replace(" ", "T")}:00Z`) - midnight;
  return new Date(midnight - ahead).toISOString().replace(".000", "");
}
