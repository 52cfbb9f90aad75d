// How good an answer is, in words.
import { computed, type ComputedRef } from "vue";
import { useText } from "../../i18n";
import { resultText } from "../../i18n/planner/results";
import type { Search } from "../types";

export function useCertificate(search: () => Search): ComputedRef<string> {
  const words = useText(resultText);
  return computed(() => {
    const { result, gap } = search();
    if (result?.certificate === "proved_optimal") return words.value.proved;
    const known = result?.gap ?? gap;
    return known === null || known === undefined ? "…" : words.value.within(`${percentUp(known)}%`);
  });
}

/** Rounded up: what is promised must hold. */
export function percentUp(share: number): string {
  return (Math.ceil(share * 10_000 - 1e-9) / 100).toFixed(2);
}
