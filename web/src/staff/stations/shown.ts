// Facts as staff read them: words of the district instead of keys.
import { factText } from "../../i18n/staff/facts";
import type { Lang } from "../../engine/question";
import type { Fact } from "../../account/api";
import type { Words } from "../words";
import { readProvision } from "./amenity_value";

export interface Reader {
  words: Words;
  lang: Lang;
}

/** What stands between the items of a list in a change log. */
export const LIST = "|";

/** The name of a fact. */
export function nameOf(field: string, { words, lang }: Reader): string {
  return factText[lang].names[field] ?? words.label("amenity", field);
}

/** A fact as text; `value` as the API has it, or as the text of a change log. */
export function shown(field: string, value: Fact | undefined, reader: Reader): string {
  if (value === null || value === undefined || value === "") return "";
  const text = typeof value === "object" ? value.join(LIST) : String(value);
  if (field === "photos") return text.split(LIST).map(photo).join("、");
  const items = isList(field) ? text.split(LIST) : [text];
  if (reader.words.choicesOf(field) !== undefined || isList(field)) {
    return items.map((item) => reader.words.label(field, item)).join("、");
  }
  return isAmenity(field, reader) ? provision(text, reader.lang) : text;
}

/** The beginning of the key and what is said of the photo. */
function photo(text: string): string {
  const [key = "", ...said] = text.split(" ");
  return [`#${key.slice(0, 6)}`, ...said].join(" ");
}

function isList(field: string): boolean {
  return field === "access" || field === "tags" || field === "serves" || field === "aliases";
}

function isAmenity(field: string, { words }: Reader): boolean {
  return words.amenities.value.some(({ key }) => key === field);
}

function provision(text: string, lang: Lang): string {
  const read = readProvision(text);
  const { yes, outOfOrder } = factText[lang];
  if (read === undefined) return "";
  const { hours, broken } = read;
  const parts = [hours ?? (broken === null ? yes : ""), broken === null ? "" : [outOfOrder, broken.since, broken.reason].filter(Boolean).join(" ")];
  return parts.filter((part) => part !== "").join(" · ");
}
