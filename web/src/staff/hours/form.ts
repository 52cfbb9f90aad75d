// Opening hours as people think of them, and as OSM writes them. A text that says more than the
// form can hold is never opened in it: `readHours` then answers undefined, and the text stays.

/** Minutes from the midnight with which the day begins; `to` lies beyond 24 h for a night. */
export interface Span {
  from: number;
  to: number;
}

/** What holds on some days instead of everything else; no spans: closed. */
export interface Exception {
  /** First and last day, `2026-02-16`. */
  first: string;
  last: string;
  spans: Span[];
}

export interface HoursForm {
  /** Monday to Sunday; no spans: closed. Make-up workdays follow their weekday by themselves. */
  week: Span[][];
  /** Public holidays: as their weekday, or hours of their own (none: closed). */
  holidays: "as_weekday" | Span[];
  /** A later one wins where two meet. */
  exceptions: Exception[];
}

export const DAY_MIN = 1440;
export const WEEKDAYS = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"] as const;
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

export function emptyForm(): HoursForm {
  return { week: WEEKDAYS.map(() => []), holidays: "as_weekday", exceptions: [] };
}

/** A whole day. */
export function wholeDay(): Span {
  return { from: 0, to: DAY_MIN };
}

export function isWholeDay(spans: readonly Span[]): boolean {
  return spans.length === 1 && spans[0]?.from === 0 && spans[0].to === DAY_MIN;
}

export type SpanProblem = "empty" | "overlap";

/** What is wrong with the spans of one day; undefined when nothing is. */
export function spanProblem(spans: readonly Span[]): SpanProblem | undefined {
  const sorted = [...spans].sort((one, other) => one.from - other.from);
  for (const [at, { from, to }] of sorted.entries()) {
    if (to <= from || to - from > DAY_MIN || (to - from === DAY_MIN && from !== 0)) return "empty";
    const next = sorted[at + 1];
    if (next !== undefined && next.from < to) return "overlap";
  }
  // A night may not run into the same day's morning of tomorrow as if it were today's.
  const [first, last] = [sorted[0], sorted.at(-1)];
  if (first !== undefined && last !== undefined && last.to - DAY_MIN > first.from && sorted.length > 1) return "overlap";
  return undefined;
}

/** Whether it can be written: every day's spans are right, and no exception ends before it begins. */
export function isSound(form: HoursForm): boolean {
  const days = [...form.week, ...(form.holidays === "as_weekday" ? [] : [form.holidays])];
  return (
    days.every((spans) => spanProblem(spans) === undefined) &&
    form.exceptions.every(
      ({ first, last, spans }) =>
        isDate(first) && isDate(last) && first <= last && spanProblem(spans) === undefined,
    )
  );
}

/** The form in OSM's syntax. */
export function writeHours(form: HoursForm): string {
  const rules = weekRules(form.week);
  if (form.holidays !== "as_weekday") rules.push(`PH ${times(form.holidays)}`);
  for (const { first, last, spans } of form.exceptions) rules.push(`${dates(first, last)} ${times(spans)}`);
  return rules.join("; ");
}

function weekRules(week: readonly Span[][]): string[] {
  if (week.every(isWholeDay)) return ["24/7"];
  const groups = new Map<string, number[]>();
  for (const [day, spans] of week.entries()) {
    if (spans.length > 0) groups.set(times(spans), [...(groups.get(times(spans)) ?? []), day]);
  }
  if (groups.size === 0) return ["off"];
  return [...groups].map(([hours, days]) => `${weekdays(days)} ${hours}`);
}

/** `Mo-Fr`, `Sa,Su`, `Mo,We-Fr`. */
function weekdays(days: readonly number[]): string {
  const runs: [number, number][] = [];
  for (const day of days) {
    const run = runs.at(-1);
    if (run?.[1] === day - 1) run[1] = day;
    else runs.push([day, day]);
  }
  const name = (day: number): string => WEEKDAYS[day] ?? "";
  return runs.map(([from, to]) => (from === to ? name(from) : `${name(from)}-${name(to)}`)).join(",");
}

function times(spans: readonly Span[]): string {
  if (spans.length === 0) return "off";
  const sorted = [...spans].sort((one, other) => one.from - other.from);
  return sorted.map(({ from, to }) => `${clock(from)}-${clock(to > DAY_MIN ? to - DAY_MIN : to)}`).join(",");
}

/** `08:30`, up to `24:00`. */
export function clock(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
}

function dates(first: string, last: string): string {
  const written = (day: string): string => {
    const [year, month, of] = day.split("-");
    return `${year ?? ""} ${MONTHS[Number(month) - 1] ?? ""} ${of ?? ""}`;
  };
  return first === last ? written(first) : `${written(first)}-${written(last)}`;
}

/** The text as a form; undefined when the form cannot hold all that it says. */
export function readHours(text: string): HoursForm | undefined {
  const form = emptyForm();
  let sawHolidays = false;
  let sawWeek = false;
  for (const rule of text.split(";").map((part) => part.trim())) {
    const read = readRule(rule);
    if (read === undefined) return undefined;
    const { days, holidays, range, spans } = read;
    if (range !== undefined) {
      form.exceptions.push({ ...range, spans });
      continue;
    }
    // Whatever comes later wins: a weekday after an exception, or after the holidays, would
    // change them in ways that the form does not show.
    if (form.exceptions.length > 0 || (sawHolidays && !holidays)) return undefined;
    if (days.length === 0 && !sawWeek && !holidays) return undefined;
    for (const day of days) form.week[day] = spans;
    if (days.length > 0) sawWeek = true;
    if (holidays) {
      form.holidays = spans;
      sawHolidays = true;
    }
  }
  return sawWeek && isSound(form) ? form : undefined;
}

interface Rule {
  days: number[];
  holidays: boolean;
  range?: { first: string; last: string };
  spans: Span[];
}

const RULE = /^(?:(?<always>24\/7)|(?<off>off|closed)|(?<selector>.*?)\s*(?<times>off|closed|\d\d?:\d\d.*)|)$/;

function readRule(rule: string): Rule | undefined {
  const groups = RULE.exec(rule)?.groups;
  if (groups === undefined || rule === "") return undefined;
  const everyDay = WEEKDAYS.map((_, day) => day);
  if (groups["always"] !== undefined) return { days: everyDay, holidays: false, spans: [wholeDay()] };
  if (groups["off"] !== undefined) return { days: everyDay, holidays: false, spans: [] };
  const spans = readTimes(groups["times"] ?? "");
  if (spans === undefined) return undefined;
  const selector = groups["selector"] ?? "";
  if (selector === "") return { days: everyDay, holidays: false, spans };
  const range = readDates(selector);
  if (range !== undefined) return { days: [], holidays: false, range, spans };
  const chosen = readDays(selector);
  return chosen === undefined ? undefined : { ...chosen, spans };
}

function readDays(selector: string): { days: number[]; holidays: boolean } | undefined {
  const days: number[] = [];
  let holidays = false;
  for (const part of selector.split(",").map((each) => each.trim())) {
    if (part === "PH") {
      holidays = true;
      continue;
    }
    const [from, to, ...more] = part.split("-").map((name) => WEEKDAYS.indexOf(name as "Mo"));
    if (from === undefined || from < 0 || to === -1 || more.length > 0) return undefined;
    const until = to ?? from;
    for (let day = from; ; day = (day + 1) % 7) {
      days.push(day);
      if (day === until) break;
    }
  }
  return { days, holidays };
}

function readTimes(text: string): Span[] | undefined {
  if (text === "off" || text === "closed") return [];
  const spans: Span[] = [];
  for (const part of text.split(",")) {
    const found = /^\s*(\d\d?):(\d\d)\s*-\s*(\d\d?):(\d\d)\s*$/.exec(part);
    if (found === null) return undefined;
    const [h = 0, m = 0, endH = 0, endM = 0] = found.slice(1).map(Number);
    const from = h * 60 + m;
    const end = endH * 60 + endM;
    if (m > 59 || endM > 59 || from >= DAY_MIN || end > 2 * DAY_MIN) return undefined;
    // A span that ends when it began says a whole day to some and nothing to others.
    if (end === from) return undefined;
    spans.push({ from, to: end < from ? end + DAY_MIN : end });
  }
  spans.sort((one, other) => one.from - other.from);
  return spanProblem(spans) === undefined ? spans : undefined;
}

const DATE = `(\\d{4}) (${MONTHS.join("|")}) (\\d\\d?)`;
const ONE_DAY = new RegExp(`^${DATE}$`);
const WITHIN_A_MONTH = new RegExp(`^${DATE}-(\\d\\d?)$`);
const WITHIN_A_YEAR = new RegExp(`^${DATE}-(${MONTHS.join("|")}) (\\d\\d?)$`);
const BETWEEN = new RegExp(`^${DATE}-${DATE}$`);

function readDates(selector: string): { first: string; last: string } | undefined {
  const part = (year: string | undefined, month: string | undefined, day: string | undefined): string =>
    `${year ?? ""}-${String(MONTHS.indexOf(month ?? "") + 1).padStart(2, "0")}-${(day ?? "").padStart(2, "0")}`;
  for (const [pattern, end] of [
    [ONE_DAY, (f: string[]) => part(f[1], f[2], f[3])],
    [WITHIN_A_MONTH, (f: string[]) => part(f[1], f[2], f[4])],
    [WITHIN_A_YEAR, (f: string[]) => part(f[1], f[4], f[5])],
    [BETWEEN, (f: string[]) => part(f[4], f[5], f[6])],
  ] as const) {
    const found = pattern.exec(selector);
    if (found === null) continue;
    const range = { first: part(found[1], found[2], found[3]), last: end(found) };
    return isDate(range.first) && isDate(range.last) && range.first <= range.last ? range : undefined;
  }
  return undefined;
}

function isDate(day: string): boolean {
  const time = Date.parse(`${day}T00:00:00Z`);
  return /^\d{4}-\d\d-\d\d$/.test(day) && !Number.isNaN(time) && new Date(time).toISOString().startsWith(day);
}
