// Nobody loses what they have typed by leaving a page: they are asked first.
import { onBeforeUnmount, onMounted, ref, type Ref } from "vue";
import { onBeforeRouteLeave, onBeforeRouteUpdate } from "vue-router";

export interface Guard {
  /** Somebody wants to leave and is being asked. */
  isAsking: Ref<boolean>;
  answer(leave: boolean): void;
}

export function useGuard(isDirty: () => boolean): Guard {
  const isAsking = ref(false);
  let settle: ((leave: boolean) => void) | undefined;
  const ask = async (): Promise<boolean> => {
    if (!isDirty()) return true;
    isAsking.value = true;
    return new Promise((resolve) => { settle = resolve; });
  };
  const beforeUnload = (event: BeforeUnloadEvent): void => { if (isDirty()) event.preventDefault(); };
  onBeforeRouteLeave(ask);
  onBeforeRouteUpdate((to, from) => (to.path === from.path ? true : ask()));
  onMounted(() => { window.addEventListener("beforeunload", beforeUnload); });
  onBeforeUnmount(() => { window.removeEventListener("beforeunload", beforeUnload); });
  return {
    isAsking,
    answer: (leave) => {
      isAsking.value = false;
      settle?.(leave);
    },
  };
}
