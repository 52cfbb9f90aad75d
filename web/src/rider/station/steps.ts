// What is long is shown in steps, the first screenful first.
import { onMounted, onScopeDispose, ref, type Ref } from "vue";
import { nextTurn } from "../../engine/turns";

/** How many of the steps are shown: one, and with every turn one more. */
export function useSteps(steps: number): Readonly<Ref<number>> {
  const shown = ref(1);
  let isGone = false;
  onMounted(async () => {
    while (shown.value < steps && !isGone) {
      await nextTurn();
      shown.value++;
    }
  });
  onScopeDispose(() => { isGone = true; });
  return shown;
}
