// One thing at a time, and why the last one was not done: a sentence, and what is wrong where.
import { ref, shallowRef, type Ref, type ShallowRef } from "vue";
import { Refusal, type FactProblem } from "../../account/api";
import { sentence } from "../../account/sentence";
import { useText } from "../../i18n";
import { shellText } from "../../i18n/staff/shell";

export interface Refused {
  sentence: string;
  faults: readonly FactProblem[];
}

export function useRefusal(): { refused: ShallowRef<Refused | undefined>; busy: Ref<boolean>; run: (work: () => Promise<void>) => Promise<void> } {
  const shell = useText(shellText);
  const refused = shallowRef<Refused>();
  const busy = ref(false);
  return {
    refused,
    busy,
    run: async (work) => {
      busy.value = true;
      refused.value = undefined;
      try {
        await work();
      } catch (error) {
        const faults = error instanceof Refusal ? (error.problem?.errors ?? []) : [];
        refused.value = { sentence: sentence(error, shell.value), faults };
      } finally {
        busy.value = false;
      }
    },
  };
}
