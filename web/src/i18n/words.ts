// The labels of amenities and ways in. The server's vocabulary writes words.json; a test keeps
// it so.
import type { Lang } from "../engine/question";
import words from "./words.json";

type Labels = Record<string, Record<Lang, string> | undefined>;

export const AMENITY_KEYS = Object.keys(words.amenities);

export function amenityLabel(key: string, lang: Lang): string {
  return (words.amenities as Labels)[key]?.[lang] ?? key;
}

export function accessLabel(key: string, lang: Lang): string {
  return (words.access as Labels)[key]?.[lang] ?? key;
}
