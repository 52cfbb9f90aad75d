// How the console looks to somebody, and what they have laid out for themselves in this browser.
import { reactive, watch, type Reactive } from "vue";
import type { Lang } from "../engine/question";

export interface Preferences {
  lang: Lang;
  theme: "auto" | "light" | "dark";
}

const NAME = "yizhan.staff";

export function keptPreferences(): Reactive<Preferences> {
  const kept = read<Partial<Preferences>>("preferences", {});
  const { lang, theme } = kept;
  const own = navigator.languages.some((one) => one.toLowerCase().startsWith("zh")) || navigator.languages.length === 0;
  const preferences = reactive<Preferences>({
    lang: lang === "zh" || lang === "en" ? lang : own ? "zh" : "en",
    theme: theme === "light" || theme === "dark" ? theme : "auto",
  });
  watch(preferences, (now) => { keep("preferences", now); });
  return preferences;
}

/** Something of one's own that was kept; the other thing when there is none, or no storage. */
export function read<T>(name: string, otherwise: T): T {
  try {
    const text = localStorage.getItem(`${NAME}.${name}`);
    return text === null ? otherwise : (JSON.parse(text) as T);
  } catch {
    return otherwise;
  }
}

export function keep(name: string, value: unknown): void {
  try {
    localStorage.setItem(`${NAME}.${name}`, JSON.stringify(value));
  } catch {
    // Without storage it holds until the page is closed.
  }
}
