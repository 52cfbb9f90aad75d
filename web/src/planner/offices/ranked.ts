// Offices as rows that can be sorted.
import type { PartAnswer } from "../analysis/analysis";

export interface OfficeRow {
  code: string;
  name: string;
  share: number | null;
  uncovered: number;
  area_share: number | null;
  per_ten_thousand: number | null;
  p90_m: number | null;
}

export type Column = Exclude<keyof OfficeRow, "code">;

/** What an office does not have stands at the end, whichever way it is sorted. */
export function ranked(offices: PartAnswer<"figures">["offices"], by: Column, isDown: boolean): OfficeRow[] {
  const rows = offices.map(({ code, name, figures }): OfficeRow => ({
    code,
    name,
    share: figures.people.covered_share ?? null,
    uncovered: figures.people.total - figures.people.covered,
    area_share: figures.area_m2.covered_share ?? null,
    per_ten_thousand: figures.stations_per_10000_people ?? null,
    p90_m: figures.distance?.p90_m ?? null,
  }));
  const way = isDown ? -1 : 1;
  return rows.sort((a, b) => {
    const [one, other] = [a[by], b[by]];
    if (one === null || other === null) return Number(one === null) - Number(other === null);
    if (typeof one === "string") return way * one.localeCompare(String(other), "zh");
    return way * (one - Number(other));
  });
}
