// The question in words.
import { computed, type ComputedRef } from "vue";
import { useLang, useText } from "../../i18n";
import { deskText } from "../../i18n/planner/desk";
import { usePlanner } from "../planner";
import { hourOfWeek } from "./question";

/** How far and when. */
export function useSentence(): ComputedRef<string> {
  const { question } = usePlanner().analysis;
  const text = useText(deskText);
  return computed(() => {
    const { when, radius_m } = question;
    if (when === "any" || when === "now") return text.value.sentence(text.value.metres(radius_m), when === "any" ? text.value.whenAny : text.value.whenNow);
    const { day, hour } = hourOfWeek(when);
    return text.value.sentence(text.value.metres(radius_m), text.value.whenAt(text.value.days[day] ?? "", hour));
  });
}

/** Which stations count; empty when all do. */
export function useFilterWords(): ComputedRef<string> {
  const { analysis, district } = usePlanner();
  const { question } = analysis;
  const text = useText(deskText);
  const lang = useLang();
  return computed(() => {
    const kind = district.value?.kinds.find(({ key }) => key === question.kind)?.[lang.value];
    const amenities = question.amenities.map((word) => district.value?.amenities.find(({ key }) => key === word)?.[lang.value] ?? word);
    const all = [kind, question.round_the_clock ? text.value.aroundTheClock : undefined, ...amenities];
    return all.filter((one) => one !== undefined).join(" · ");
  });
}
