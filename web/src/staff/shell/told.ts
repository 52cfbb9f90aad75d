// What has just been done, said at the foot of the page for a while, with a way back.
import { shallowRef, type ShallowRef } from "vue";

export interface Said {
  text: string;
  tone: "done" | "trouble";
  action?: { label: string; run: () => Promise<void> | void };
}

export interface Told {
  said: ShallowRef<Said | undefined>;
  say(said: Said): void;
  dismiss(): void;
}

/** Long enough to read it, change one's mind and reach the button. */
const SHOWN_MS = 12_000;

export function createTold(): Told {
  const said = shallowRef<Said>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const dismiss = (): void => {
    clearTimeout(timer);
    said.value = undefined;
  };
  return {
    said,
    dismiss,
    say: (next) => {
      clearTimeout(timer);
      said.value = next;
      timer = setTimeout(dismiss, SHOWN_MS);
    },
  };
}
