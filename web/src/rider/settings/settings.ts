// How the page looks and where it thinks, as somebody left it.
import { reactive, watchEffect } from "vue";
import type { Lang } from "../../engine/question";
import { asRecord, type Memory } from "../memory";

export interface Settings {
  lang: Lang;
  theme: "auto" | "light" | "dark";
  large: boolean;
  /** Whether stations are kept on the phone and searched there. */
  on_phone: boolean;
  /** Whether the phone tells, very coarsely, where and when a station was looked for. */
  tells_use: boolean;
}

const NAME = "settings";

export function keepSettings(memory: Memory, languages: readonly string[]): Settings {
  const settings = reactive(readSettings(memory.read(NAME), languages));
  let first = true;
  watchEffect(() => {
    const now = { ...settings };
    if (!first) memory.write(NAME, now);
    first = false;
  });
  return settings;
}

export function readSettings(remembered: unknown, languages: readonly string[]): Settings {
  const { lang, theme, large, on_phone, tells_use } = asRecord(remembered);
  return {
    lang: lang === "zh" || lang === "en" ? lang : langOf(languages),
    theme: theme === "light" || theme === "dark" ? theme : "auto",
    large: large === true,
    on_phone: on_phone !== false,
    tells_use: tells_use === true,
  };
}

/** Chinese for whoever reads it at all. */
function langOf(languages: readonly string[]): Lang {
  return languages.length === 0 || languages.some((one) => one.toLowerCase().startsWith("zh")) ? "zh" : "en";
}

/** Shows the settings on the page as a whole. */
export function showSettings(settings: Settings, root: HTMLElement): void {
  watchEffect(() => {
    const lang = settings.lang === "zh" ? "zh-CN" : "en";
    // Said again it would lay the whole page out again.
    if (root.lang !== lang) root.lang = lang;
    if (settings.theme === "auto") delete root.dataset["theme"];
    else root.dataset["theme"] = settings.theme;
    if (settings.large) root.dataset["type"] = "large";
    else delete root.dataset["type"];
  });
}
