// Opening hours as a door says them, line by line; the text as it is where it says more.
import type { Lang } from "../../engine/question";
import { hoursText } from "../../i18n/staff/hours";
import { clock, DAY_MIN, isWholeDay, readHours, type Span } from "../hours/form";

export function hoursLines(hours: string, lang: Lang): string[] {
  const form = readHours(hours);
  const words = hoursText[lang];
  if (form === undefined || form.exceptions.length > 0) return [hours];
  const told = (spans: readonly Span[]): string => {
    if (spans.length === 0) return words.closed;
    if (isWholeDay(spans)) return words.allDay;
    return spans.map(({ from, to }) => `${clock(from)}–${to > DAY_MIN ? words.nextDay : ""}${clock(to > DAY_MIN ? to - DAY_MIN : to)}`).join("，");
  };
  // Days in a row that are alike stand in one line.
  const runs: { first: number; last: number; told: string }[] = [];
  for (const [day, spans] of form.week.entries()) {
    const run = runs.at(-1);
    if (run?.told === told(spans)) run.last = day;
    else runs.push({ first: day, last: day, told: told(spans) });
  }
  const name = (day: number): string => words.days[day] ?? "";
  const lines = runs.map(({ first, last, told: what }) => {
    if (first === 0 && last === 6) return `${words.everyDay} ${what}`;
    return `${first === last ? name(first) : `${name(first)}${words.until}${name(last)}`} ${what}`;
  });
  return form.holidays === "as_weekday" ? lines : [...lines, `${words.holidays} ${told(form.holidays)}`];
}
