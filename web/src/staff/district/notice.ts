// A year's notice of holidays as people fill it in: one line a holiday, with its days off and its
// make-up workdays as they would write them. The server reads them; here they are only written.
import type { Schemas } from "../../account/api";

export type NoticeDay = Schemas["NoticeDay"];

/** A line of the form. */
export interface NoticeRow {
  zh: string;
  en: string;
  off: string;
  work: string;
}

const DAY_MS = 86_400_000;

/** `2026-01-01`, one day later. */
function dayAfter(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + DAY_MS).toISOString().slice(0, 10);
}

/** Days as runs: `2026-01-01~2026-01-03 2026-01-05`. */
export function runsOf(days: readonly string[]): string {
  const runs: [first: string, last: string][] = [];
  for (const day of [...days].sort()) {
    const open = runs.at(-1);
    if (open !== undefined && dayAfter(open[1]) === day) open[1] = day;
    else runs.push([day, day]);
  }
  return runs.map(([first, last]) => (first === last ? first : `${first}~${last}`)).join(" ");
}

/** The lines of a notice, in the order of their first days. */
export function rowsOf(days: readonly NoticeDay[]): NoticeRow[] {
  const holidays = new Map<string, NoticeDay[]>();
  for (const day of days) holidays.set(day.name.zh, [...(holidays.get(day.name.zh) ?? []), day]);
  return [...holidays].map(([zh, own]) => {
    const of = (kind: string): string => runsOf(own.filter((day) => day.kind === kind).map(({ date }) => date));
    return { zh, en: own[0]?.name.en ?? "", off: of("off"), work: of("workday") };
  });
}

/** The lines as the table that the server reads. */
export function tableOf(rows: readonly NoticeRow[]): string {
  const quoted = (text: string): string => `"${text.trim().replaceAll('"', '""')}"`;
  const lines = rows.filter(({ off, work }) => `${off}${work}`.trim() !== "");
  return [["节日", "英文名", "放假", "上班"], ...lines.map(({ zh, en, off, work }) => [zh, en, off, work])]
    .map((cells) => cells.map(quoted).join(","))
    .join("\n");
}

/** A day of a calendar's month; days of other months are none. */
export interface CalendarDay {
  date: string;
  day: number;
  isWeekend: boolean;
}

/** Weeks from Monday to Sunday, with gaps where days of other months are. */
export function weeksOf(year: number, month: number): (CalendarDay | undefined)[][] {
  const days: (CalendarDay | undefined)[] = [];
  const first = new Date(Date.UTC(year, month - 1, 1));
  for (let gap = 0; gap < (first.getUTCDay() + 6) % 7; gap += 1) days.push(undefined);
  for (let at = first; at.getUTCMonth() === month - 1; at = new Date(at.getTime() + DAY_MS)) {
    const weekday = at.getUTCDay();
    days.push({ date: at.toISOString().slice(0, 10), day: at.getUTCDate(), isWeekend: weekday === 0 || weekday === 6 });
  }
  return Array.from({ length: Math.ceil(days.length / 7) }, (_, week) => Array.from({ length: 7 }, (_none, at) => days[week * 7 + at]));
}
