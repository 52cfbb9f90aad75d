// All texts, in the language that the person has chosen.
import { computed } from "vue";
import type { ComputedRef } from "vue";
import type { Lang } from "../engine/question";
import { preferences } from "../rider/preferences";

/** A subject's texts in both languages; English has what Chinese has. */
export type Texts<T> = Record<Lang, T>;

/** The texts of a subject in the chosen language. */
export function useTexts<T>(texts: Texts<T>): ComputedRef<T> {
  return computed(() => texts[preferences.lang]);
}
