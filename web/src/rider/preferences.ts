// What a person has chosen, kept on this phone only.
import { reactive, watch } from "vue";
import type { Kind, Lang, Mode } from "../engine/question";

export interface Preferences {
  lang: Lang;
  mode: Mode;
  largeType: boolean;
  theme: "auto" | "light" | "dark";
  /** The position is used on the phone only, even before the data for that are here. */
  neverSendPosition: boolean;
  openOnArrival: boolean;
  roundTheClock: boolean;
  amenities: string[];
  kind: Kind | "any";
  favourites: string[];
}

const KEY = "yizhan.preferences";

const DEFAULTS: Preferences = {
  lang: navigator.language.toLowerCase().startsWith("zh") ? "zh" : "en",
  mode: "walk",
  largeType: false,
  theme: "auto",
  neverSendPosition: false,
  openOnArrival: false,
  roundTheClock: false,
  amenities: [],
  kind: "any",
  favourites: [],
};

export const preferences: Preferences = reactive({ ...DEFAULTS, ...kept() });

watch(preferences, (chosen) => {
  try {
    localStorage.setItem(KEY, JSON.stringify(chosen));
  } catch {
    // A full or refused storage only means that the choice ends with the page.
  }
});

function kept(): Partial<Preferences> {
  try {
    const read: unknown = JSON.parse(localStorage.getItem(KEY) ?? "{}");
    return typeof read === "object" && read !== null ? read : {};
  } catch {
    return {};
  }
}
