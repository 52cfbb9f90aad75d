// How old the facts about a station are. Days are counted in the district's calendar, as the
// answers have it; the phone's own calendar is not asked.
import type { Lang } from "../../engine/question";
import { freshnessText } from "../../i18n/freshness";

const DAY_MS = 86_400_000;
const MONTH_DAYS = 30;
/** Facts older than this are said with a warning. */
const OLD_DAYS = 180;
const YEAR_DAYS = 365;

export interface Checked {
  verified_on?: string | null;
  /** The day on which somebody last confirmed that it is as it says. */
  confirmed_on?: string | null;
  /** Several riders found it closed lately: no earlier day reassures. */
  needs_check?: boolean;
}

export interface Freshness {
  text: string;
  old: boolean;
}

/** The later of a check and a confirmation, in words. `today` is a civil date. */
export function freshness(checked: Checked, today: string, lang: Lang): Freshness {
  const text = freshnessText[lang];
  if (checked.needs_check) return { text: text.doubted, old: true };
  const verified = checked.verified_on ?? "";
  const confirmed = checked.confirmed_on ?? "";
  if (!verified && !confirmed) return { text: text.never, old: true };
  const days = Math.max(0, daysBetween(confirmed > verified ? confirmed : verified, today));
  const old = days > OLD_DAYS;
  if (confirmed > verified) {
    if (days === 0) return { text: text.confirmedToday, old };
    if (days === 1) return { text: text.confirmedYesterday, old };
    if (days < MONTH_DAYS * 2) return { text: text.confirmedDays(days), old };
    if (days < YEAR_DAYS) return { text: text.confirmedMonths(Math.floor(days / MONTH_DAYS)), old };
    return { text: text.overAYear, old };
  }
  if (days === 0) return { text: text.today, old };
  if (days === 1) return { text: text.yesterday, old };
  if (days < MONTH_DAYS * 2) return { text: text.days(days), old };
  if (days < YEAR_DAYS) return { text: text.months(Math.floor(days / MONTH_DAYS)), old };
  return { text: text.overAYear, old };
}

export function daysBetween(earlier: string, later: string): number {
  return Math.round((Date.parse(later) - Date.parse(earlier)) / DAY_MS);
}
