// Opening hours as people say them. The ledger has them in the syntax of OpenStreetMap; what is
// beyond the few forms that ledgers use is shown as it stands.
import type { Lang } from "../../engine/question";

const DAYS = {
  zh: { Mo: "周一", Tu: "周二", We: "周三", Th: "周四", Fr: "周五", Sa: "周六", Su: "周日", PH: "节假日" },
  en: { Mo: "Mon", Tu: "Tue", We: "Wed", Th: "Thu", Fr: "Fri", Sa: "Sat", Su: "Sun", PH: "holidays" },
} as const;
const WORDS = {
  zh: { always: "24 小时", daily: "每天", off: "不开", to: "至", and: "、", then: "；" },
  en: { always: "24 hours", daily: "daily", off: "closed", to: "–", and: ", ", then: "; " },
} as const;

const RULE = /^(?:((?:Mo|Tu|We|Th|Fr|Sa|Su|PH)(?:[-,](?:Mo|Tu|We|Th|Fr|Sa|Su|PH))*) ?)?(off|closed|24\/7|\d\d:\d\d-\d\d:\d\d(?:,\d\d:\d\d-\d\d:\d\d)*)?$/;

export function hoursWords(hours: string, lang: Lang): string {
  const rules = hours.split(";").map((rule) => ruleWords(rule.trim(), lang));
  return rules.includes(undefined) ? hours : rules.join(WORDS[lang].then);
}

function ruleWords(rule: string, lang: Lang): string | undefined {
  const words = WORDS[lang];
  if (rule === "24/7") return words.always;
  const [matched, days, times] = RULE.exec(rule) ?? [];
  if (!matched) return undefined;
  const when = days === undefined || days === "Mo-Su" ? words.daily : daysWords(days, lang);
  if (times === undefined || times === "24/7") return `${when} ${words.always}`;
  if (times === "off" || times === "closed") return `${when}${lang === "zh" ? "" : " "}${words.off}`;
  return `${when} ${timesWords(times, words.and)}`;
}

function daysWords(days: string, lang: Lang): string {
  const names = DAYS[lang];
  const parts = days.split(",").map((part) =>
    part.split("-").map((day) => names[day as keyof typeof names]).join(WORDS[lang].to),
  );
  return parts.join(WORDS[lang].and);
}

function timesWords(times: string, and: string): string {
  return times.split(",").map((span) => span.split("-").map(clock).join("–")).join(and);
}

/** `08:30` is said as 8:30, and 26:00 is two in the night. */
export function clock(time: string): string {
  const [hour = "", minute = ""] = time.split(":");
  const hours = Number(hour);
  return `${String(hours > 24 ? hours - 24 : hours)}:${minute}`;
}
