// Quarters of a year, as offices count them: `2026-Q4`.

/** The quarter of a day, `2026-11-21`. */
export function quarterOf(day: string): string {
  const [year = "", month = ""] = day.split("-");
  return `${year}-Q${String(Math.ceil(Number(month) / 3))}`;
}

/** So many quarters before. */
export function before(quarter: string, quarters: number): string {
  const [year = "", number = ""] = quarter.split("-Q");
  const at = Number(year) * 4 + Number(number) - 1 - quarters;
  return `${String(Math.floor(at / 4))}-Q${String((at % 4) + 1)}`;
}

/** Its last day. */
export function lastDay(quarter: string): string {
  const [year = "", number = ""] = quarter.split("-Q");
  // The day before the first of the next month.
  return new Date(Date.UTC(Number(year), Number(number) * 3, 0)).toISOString().slice(0, 10);
}
