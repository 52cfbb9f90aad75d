// Facts as staff read them: words of the district instead of keys.
import { factText } from "../../i18n/staff/facts";
import type { Lang } from "../../engine/question";
import type { Words } from "../words";
import { readProvision } from "./amenity_value";

export interface Reader {
  words: Words;
  lang: Lang;
}

/** The name of a fact. */
export function nameOf(field: string, { words, lang }: Reader): string {
  return factText[lang].names[field] ?? words.label("amenity", field);
}

/** A fact as text; `value` as the API has it, or as the text of a change log. */
export function shown(field: string, value: unknown, reader: Reader): string {
  if (value === null || value === undefined || value === "") return "";
  const items = Array.isArray(value) ? value.map(String) : String(value as string).split(isList(field) ? "|" : "\u0000");
  if (reader.words.choicesOf(field) !== undefined || isList(field)) {
    return items.map((item) => reader.words.label(field, item)).join("、");
  }
  return isAmenity(field, reader) ? provision(String(value as string), reader.lang) : String(value as string);
}

function isList(field: string): boolean {
  return field === "access" || field === "tags" || field === "serves" || field === "aliases";
}

function isAmenity(field: string, { words }: Reader): boolean {
  return words.amenityChoices.value.some(({ value }) => value === field);
}

function provision(text: string, lang: Lang): string {
  const read = readProvision(text);
  const { yes, outOfOrder } = factText[lang];
  if (read === undefined) return "";
  const { hours, broken } = read;
  const parts = [hours ?? (broken === null ? yes : ""), broken === null ? "" : [outOfOrder, broken.since, broken.reason].filter(Boolean).join(" ")];
  return parts.filter((part) => part !== "").join(" · ");
}
