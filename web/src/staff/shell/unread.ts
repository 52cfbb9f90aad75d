// How many reports nobody has opened yet, asked again now and then while the page is looked at.
import { onBeforeUnmount, ref, type Ref } from "vue";
import { useStaff } from "../staff";

const EVERY_MS = 60_000;
const count = ref(0);

export function useUnread(): Readonly<Ref<number>> {
  const { api, session } = useStaff();
  const look = async (): Promise<void> => {
    if (document.hidden || session.isAsked.value || !session.may("read_reports")) return;
    try {
      const { waiting } = await api.ask("get", "/admin/v1/reports", { query: { state: "new", limit: 1 } });
      count.value = waiting.reduce((sum, { unread }) => sum + unread, 0);
    } catch {
      // The number stays as it was; whatever is wrong is said where somebody does something.
    }
  };
  const timer = setInterval(() => void look(), EVERY_MS);
  onBeforeUnmount(() => { clearInterval(timer); });
  void look();
  return count;
}

/** Some were opened just now. */
export function readSome(number: number): void {
  count.value = Math.max(0, count.value - number);
}
