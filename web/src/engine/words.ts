// The open state in words, the same as the server's `src/http/api/words.rs` writes:
// 营业中 · 22:00 关, 25 分钟后关门, 明早 8:00 开.
import { DAY_MIN, date, dayNumber, minuteOfDay, two } from "./civil";
import { CLOSED, OPEN, UNKNOWN } from "./pack";
import type { Lang } from "./question";
import type { Openness } from "./schedule";

/** Why a state is told for a minute: it is now, one gets there then, it was asked for. */
export type Moment = "now" | "arrival" | "asked";

/** What the words are about, in civil minutes. */
export interface Seen {
  openness: Openness;
  at: number;
  now: number;
  moment: Moment;
}

/** A change that is this near is told in minutes instead of by the clock. */
const NEAR_MIN = 60;

const ZH_DAYS = ["周一", "周二", "周三", "周四", "周五", "周六", "周日"];
const EN_DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const EN_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");

export function openWords(lang: Lang, seen: Seen): string {
  const { answer, closedForDays } = seen.openness;
  const zh = lang === "zh";
  if (closedForDays) {
    const closed = zh ? "暂停开放" : "Temporarily closed";
    return answer.until === undefined ? closed : closed + opens(lang, seen, answer.until);
  }
  if (answer.state === UNKNOWN) return zh ? "时间未知" : "Hours unknown";
  if (answer.state === OPEN) {
    if (answer.until === undefined) return zh ? "24 小时开放" : "Open 24 hours";
    return openUntil(lang, seen, answer.until);
  }
  return closedUntil(lang, seen, answer.until);
}

function openUntil(lang: Lang, seen: Seen, until: number): string {
  const closes = seen.openness.answer.then === CLOSED;
  const left = until - seen.at;
  if (closes && left <= NEAR_MIN) {
    const n = String(left);
    return {
      zh: { now: `${n} 分钟后关门`, arrival: `到达后 ${n} 分钟关门`, asked: `届时 ${n} 分钟后关门` },
      en: {
        now: `Closes in ${n} min`,
        arrival: `Closes ${n} min after arrival`,
        asked: `Closes ${n} min after that`,
      },
    }[lang][seen.moment];
  }
  const begins = {
    zh: { now: "营业中 · ", arrival: "到达时营业 · ", asked: "届时营业 · " },
    en: { now: "Open · ", arrival: "Open on arrival · ", asked: "Open then · " },
  }[lang][seen.moment];
  const end = endOf(lang, seen, until);
  if (lang === "zh") return `${begins}${end}${closes ? " 关" : " 后未知"}`;
  return `${begins}${closes ? "closes " : "hours unknown from "}${end}`;
}

function closedUntil(lang: Lang, seen: Seen, until: number | undefined): string {
  const opensIn = until === undefined ? undefined : until - seen.now;
  if (seen.moment === "now" && opensIn !== undefined && opensIn <= NEAR_MIN) {
    return lang === "zh" ? `${String(opensIn)} 分钟后开门` : `Opens in ${String(opensIn)} min`;
  }
  const begins = {
    zh: { now: "已关", arrival: "到达时已关", asked: "届时已关" },
    en: { now: "Closed", arrival: "Closed on arrival", asked: "Closed then" },
  }[lang][seen.moment];
  return until === undefined ? begins : begins + opens(lang, seen, until);
}

function opens(lang: Lang, seen: Seen, until: number): string {
  const when = day(lang, seen.now, until) + clock(minuteOfDay(until));
  if (lang === "en") return ` · opens ${when}`;
  return ` · ${when}${seen.openness.answer.then === UNKNOWN ? " 后未知" : " 开"}`;
}

/** The end of a day is 24:00 of it, and not 0:00 of the day after. */
function endOf(lang: Lang, seen: Seen, until: number): string {
  if (minuteOfDay(until) === 0) return day(lang, seen.now, until - 1) + clock(DAY_MIN);
  return day(lang, seen.now, until) + clock(minuteOfDay(until));
}

/** The day as people say it now, with a space behind it; nothing for today. */
function day(lang: Lang, now: number, minute: number): string {
  const days = dayNumber(minute) - dayNumber(now);
  if (days === 0) return "";
  if (days === 1) return lang === "zh" ? tomorrow(minute) : "tomorrow ";
  if (days >= 2 && days < 7) {
    // 1970-01-01 was a Thursday.
    const weekday = (((dayNumber(minute) + 3) % 7) + 7) % 7;
    return `${(lang === "zh" ? ZH_DAYS : EN_DAYS)[weekday] ?? ""} `;
  }
  const [, month, of] = date(minute).split("-").map(Number);
  if (lang === "zh") return `${String(month)}月${String(of)}日 `;
  return `${String(of)} ${EN_MONTHS[(month ?? 1) - 1] ?? ""} `;
}

function tomorrow(minute: number): string {
  const hour = Math.floor(minuteOfDay(minute) / 60);
  if (hour < 5) return "明天凌晨 ";
  if (hour < 12) return "明早 ";
  return hour >= 18 ? "明晚 " : "明天 ";
}

/** `8:00`, up to `24:00`. */
export function clock(minute: number): string {
  return `${String(Math.floor(minute / 60))}:${two(minute % 60)}`;
}
