// Orders a search and follows it by server-sent events; asks again and again where a proxy lets
// no events through.
import { onBeforeUnmount } from "vue";
import { parametersOf } from "../analysis/question";
import type { Search, SearchOrder } from "../types";
import { usePlanner } from "../planner";
import { useDesk } from "../shell/desk";

const ASK_EVERY_MS = 1500;

export interface Searching {
  /** Shows a search, and follows it until it is over. */
  follow: (search: Search) => void;
  /** Orders a search for the desk's question, and follows it. */
  order: (order: SearchOrder) => Promise<void>;
  /** Ends the search that is shown with the best answer so far. */
  end: () => Promise<void>;
}

export function useSearch(): Searching {
  const { api, analysis } = usePlanner();
  const desk = useDesk();
  let events: EventSource | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function stop(): void {
    events?.close();
    events = undefined;
    clearTimeout(timer);
  }

  async function askAgain(id: string): Promise<void> {
    const search = await api.ask("get", "/admin/v1/site-selection/{id}", { path: { id } });
    if (desk.search.value?.id !== id) return;
    desk.search.value = search;
    if (!isOver(search)) timer = setTimeout(() => { void askAgain(id); }, ASK_EVERY_MS);
  }

  function follow(search: Search): void {
    stop();
    desk.search.value = search;
    if (isOver(search)) return;
    events = new EventSource(`/admin/v1/site-selection/${search.id}/events`);
    events.onmessage = ({ data }: MessageEvent<string>) => {
      const told = JSON.parse(data) as Search;
      desk.search.value = told;
      if (isOver(told)) stop();
    };
    events.onerror = () => {
      stop();
      void askAgain(search.id);
    };
  }

  onBeforeUnmount(stop);
  return {
    follow,
    order: async (order) => {
      const query = parametersOf(analysis.question);
      follow(await api.ask("post", "/admin/v1/site-selection", { query, body: order }));
    },
    end: async () => {
      const id = desk.search.value?.id;
      if (id !== undefined) await api.ask("delete", "/admin/v1/site-selection/{id}", { path: { id } });
    },
  };
}

export function isOver({ phase }: Search): boolean {
  return phase === "done" || phase === "cancelled" || phase === "failed";
}
