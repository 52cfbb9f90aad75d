// The catalogue of amenities as people change it: one line an amenity, in the order of showing.
import type { Schemas } from "../../account/api";

export type AmenityEntry = Schemas["AmenityEntry"];
export type AmenityGiven = Schemas["AmenityGiven"];

/** A line of the form. */
export interface AmenityRow {
  key: string;
  zh: string;
  en: string;
  /** With spaces between them. */
  synonyms: string;
  icon: string;
  retired: boolean;
  /** Whether it is in no catalogue yet, so that its key can be chosen and the line taken away. */
  isNew: boolean;
}

export const NEW_ROW: Readonly<AmenityRow> = { key: "", zh: "", en: "", synonyms: "", icon: "other", retired: false, isNew: true };

export function rowsOf(amenities: readonly AmenityEntry[]): AmenityRow[] {
  return amenities.map(({ synonyms, ...entry }) => ({ ...entry, synonyms: synonyms.join(" "), isNew: false }));
}

/** What is sent: the server says what is wrong with it. */
export function givenOf(rows: readonly AmenityRow[]): AmenityGiven[] {
  return rows.map(({ key, zh, en, synonyms, icon, retired }) => ({
    key: key.trim(), zh, ...(en.trim() === "" ? {} : { en }), icon, retired,
    synonyms: synonyms.split(/[\s、，,;；|]+/).filter((word) => word !== ""),
  }));
}

/** The list with the line at a place moved up or down by one; the same list at its ends. */
export function moved<T>(rows: readonly T[], at: number, by: -1 | 1): T[] {
  const other = at + by;
  const [here, there] = [rows[at], rows[other]];
  if (here === undefined || there === undefined) return [...rows];
  return rows.map((row, place) => (place === at ? there : place === other ? here : row));
}

/** The list that a file holds, as in the data folder; undefined when it is no such file. */
export function givenIn(file: string): AmenityGiven[] | undefined {
  try {
    const { amenities } = JSON.parse(file) as { amenities?: unknown };
    return Array.isArray(amenities) ? (amenities as AmenityGiven[]) : undefined;
  } catch {
    return undefined;
  }
}
