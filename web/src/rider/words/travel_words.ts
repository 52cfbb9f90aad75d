// Distances and times as people say them.
import type { Lang } from "../../engine/question";
import { travelText } from "../../i18n/travel";

/** To ten metres below a kilometre, to a tenth of one above. */
export function distanceWords(distance_m: number, lang: Lang): string {
  const text = travelText[lang];
  const rounded_m = Math.round(distance_m / 10) * 10;
  if (rounded_m < 1000) return text.metres(Math.max(rounded_m, 10));
  return text.kilometres((distance_m / 1000).toFixed(distance_m < 99_950 ? 1 : 0));
}

/** Minutes are rounded up: nobody minds to be early. */
export function durationWords(duration_s: number, lang: Lang): string {
  const text = travelText[lang];
  const minutes = Math.max(1, Math.ceil(duration_s / 60));
  return minutes < 60 ? text.minutes(minutes) : text.hours(Math.floor(minutes / 60), minutes % 60);
}
