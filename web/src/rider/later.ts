// Views that are fetched when they are needed. Without signal one may not come: it says so and
// can be asked for again.
import { defineAsyncComponent, type Component } from "vue";
import { nextTurn } from "../engine/turns";
import NotLoaded from "./trouble/NotLoaded.vue";

const WAIT_MS = 20_000;

export function later<T extends Component>(load: () => Promise<{ default: T }>): T {
  return defineAsyncComponent({
    async loader() {
      const view = await load();
      await nextTurn();
      return view.default;
    },
    errorComponent: NotLoaded,
    delay: 0,
    timeout: WAIT_MS,
    onError(_error, retry, fail, attempts) {
      if (attempts < 2) retry();
      else fail();
    },
  });
}
