// The board of units as a table that can be sorted.
import type { Schemas } from "../../account/api";

export type Marks = Schemas["MarksAnswer"];
export type Unit = Schemas["UnitMarks"];
export type Column = "name" | "stations" | "completeness" | "freshness" | "verification" | "handling" | "score";

/** The marks of the quarter that was asked for. */
export function marksOf(unit: Unit): Marks | undefined {
  return unit.marks.at(-1);
}

const collator = new Intl.Collator("zh-CN", { numeric: true });

/** Units in order; what has no figure comes last, whichever way the others go. */
export function sorted(units: readonly Unit[], column: Column, descending: boolean): Unit[] {
  const way = descending ? -1 : 1;
  return [...units].sort((one, other) => {
    if (column === "name") return way * collator.compare(one.name, other.name);
    const [a, b] = [marksOf(one)?.[column] ?? null, marksOf(other)?.[column] ?? null];
    if (a === null || b === null) return Number(a === null) - Number(b === null);
    return way * (a - b) || collator.compare(one.name, other.name);
  });
}
