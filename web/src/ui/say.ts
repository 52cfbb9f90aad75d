// A short word about what has just been done, gone by itself.
import { ref } from "vue";

/** What is said now; App shows it, and readers of the screen hear it. */
export const said = ref("");

const SHOWN_MS = 3200;
let timer: ReturnType<typeof setTimeout> | undefined;

export function say(text: string): void {
  clearTimeout(timer);
  said.value = text;
  timer = setTimeout(() => (said.value = ""), SHOWN_MS);
}
