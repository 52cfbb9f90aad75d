// Keys that work on every page of the console.
import { onBeforeUnmount, onMounted } from "vue";

export type Shortcut = "search" | "filter" | "help";

/** What a key asks for; letters are left to whoever is typing. */
export function shortcutOf({ key, metaKey, ctrlKey, altKey }: Pick<KeyboardEvent, "key" | "metaKey" | "ctrlKey" | "altKey">, isTyping: boolean): Shortcut | undefined {
  if (key.toLowerCase() === "k" && (metaKey || ctrlKey)) return "search";
  if (isTyping || metaKey || ctrlKey || altKey) return undefined;
  if (key === "/") return "filter";
  return key === "?" ? "help" : undefined;
}

export function useShortcuts(run: Record<Shortcut, () => void>): void {
  const listen = (event: KeyboardEvent): void => {
    const { target } = event;
    const isTyping = target instanceof HTMLElement && (target.isContentEditable || target.closest("input:not([type='checkbox']), textarea, select, [role='dialog'], dialog") !== null);
    const shortcut = shortcutOf(event, isTyping);
    if (shortcut === undefined) return;
    event.preventDefault();
    run[shortcut]();
  };
  onMounted(() => { window.addEventListener("keydown", listen); });
  onBeforeUnmount(() => { window.removeEventListener("keydown", listen); });
}
