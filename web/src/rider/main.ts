// The rider's page.
import { createApp } from "vue";
import "../ui/tokens.css";
import "../ui/base.css";
import App from "./App.vue";
import { beginIfAllowed } from "./find/useFind";
import { startWorker } from "../sw_registration";
import { router } from "./router";
import { learnSite } from "./site";
import { prepare } from "./stations";

createApp(App).use(router).mount("#app");
void beginIfAllowed();
whenIdle(() => {
  void prepare();
  void learnSite();
  void import("./report/told").then(({ sendWhatWaits }) => {
    sendWhatWaits();
  });
  if (import.meta.env.PROD) void startWorker();
});

/** After what is on the screen is done, so that the first answer waits for nothing else. */
function whenIdle(task: () => void): void {
  if ("requestIdleCallback" in window) requestIdleCallback(task, { timeout: 3000 });
  else setTimeout(task, 1000);
}
