// The page's texts: one file a subject, Chinese first, English of the very same shape.
import { computed, inject, type ComputedRef, type InjectionKey, type Ref } from "vue";
import type { Lang } from "../engine/question";

export interface Texts<T> {
  zh: T;
  en: T;
}

/** Both languages of a subject; what one has and the other lacks does not compile. */
export function texts<T>(both: { zh: T; en: NoInfer<T> }): Texts<T> {
  return both;
}

/** Words that are looked up by keys of the API, of which there may be one that we do not know. */
export function byKey(words: Record<string, string>): Record<string, string | undefined> {
  return words;
}

/** The language that the page is in. */
export const LANG: InjectionKey<Readonly<Ref<Lang>>> = Symbol("lang");

/** A subject's texts in the page's language, following it when it changes. */
export function useText<T>(subject: Texts<T>): ComputedRef<T> {
  const lang = useLang();
  return computed(() => subject[lang.value]);
}

export function useLang(): Readonly<Ref<Lang>> {
  const lang = inject(LANG);
  if (!lang) throw new Error("The page's language is provided in main.ts.");
  return lang;
}
