// What sets a station apart at a glance: its kind where it is the rarer one, and what the year's
// programme has built or upgraded it as.
import type { Station } from "../../api/types";
import type { Lang } from "../../engine/question";
import { commonText } from "../../i18n/common";

type Tag = keyof typeof commonText.zh.tags;

/** How it is said: what was done, then what it is now. */
const ORDER: readonly Tag[] = ["newly_built", "upgraded", "round_the_clock", "smart", "small"];

/** A tag that this page does not know yet is left out. */
export function tagMarks({ tags }: Pick<Station, "tags">, lang: Lang): string[] {
  return ORDER.filter((tag) => tags.includes(tag)).map((tag) => commonText[lang].tags[tag]);
}

export function cardMarks(station: Pick<Station, "tags" | "kind">, lang: Lang): string[] {
  const home = station.kind === "worker_home" ? [commonText[lang].home] : [];
  return [...home, ...tagMarks(station, lang)];
}
