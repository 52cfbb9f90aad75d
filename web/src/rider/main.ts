// The rider's page.
import "../ui/tokens.css";
import "../ui/base.css";
import "./home/home.css";
import { createApp, type App as VueApp } from "vue";
import { nextTurn } from "../engine/turns";
import App from "./App.vue";
import { createRider, HAS_DATA, RIDER, type Rider } from "./rider";
import { createRiderRouter, viewOf } from "./router";
import { awaitInstallOffer } from "./settings/install";
import { showSettings } from "./settings/settings";
import { loadStationPage } from "./station/page";
import { parts } from "./wiring";
import { whenIdle } from "./idle";

/** How long the facts that the server wrote into the page may stand before the app takes over. */
const STATION_WAIT_MS = 4000;
/** A view that was fetched comes in the first turn, its head in the second, what fills a phone in the third. */
const TURNS_TO_SHOW = 3;

/** In turns: all at once it would leave a tap on a cheap phone unanswered. */
async function start(): Promise<void> {
  awaitInstallOffer();
  await nextTurn();
  const rider = createRider(parts);
  showSettings(rider.settings, document.documentElement);
  await nextTurn();
  const known = findOut(rider);
  await nextTurn();
  const router = createRiderRouter();
  await nextTurn();
  const app = createApp(App).provide(RIDER, rider).use(router);
  await Promise.all([router.isReady(), known]);
  await takeOver(app);
  whenIdle(() => void settle(rider));
}

/** What the server wrote stands until the first view is there: the app is made beside it. */
async function takeOver(app: VueApp): Promise<void> {
  const made = document.createElement("div");
  made.id = "app";
  app.mount(made);
  for (let turn = 0; turn < TURNS_TO_SHOW; turn++) await nextTurn();
  document.getElementById("app")?.replaceWith(made);
}

/** What is known before anything is shown, so that nothing jumps. */
async function findOut(rider: Rider): Promise<void> {
  const [, code] = /^\/s\/([^/]+)$/.exec(location.pathname) ?? [];
  if (code !== undefined) return showStationFirst(rider, decodeURIComponent(code));
  const view = viewOf(location.hash);
  // The button of the plain page leads to the list: whoever tapped it wants to be found.
  if (view === "near" && hasTapped()) rider.whereabouts.locate();
  else if (view === "near" || view === "home") await rider.whereabouts.locateIfAllowed();
  if (rider.whereabouts.where.value.state !== "nowhere") location.replace("#near");
}

async function showStationFirst(rider: Rider, code: string): Promise<void> {
  const asked = rider.answers.station(code).then(
    (detail) => void rider.shown.set(code, detail),
    () => undefined,
  );
  const fetched = loadStationPage().catch(() => undefined);
  await Promise.race([Promise.all([asked, fetched]), new Promise((resolve) => setTimeout(resolve, STATION_WAIT_MS))]);
}

/** Whether somebody has touched this page since it was opened. */
function hasTapped(): boolean {
  const { userActivation } = navigator as { userActivation?: { hasBeenActive: boolean } };
  return userActivation?.hasBeenActive ?? false;
}

/** What can wait until the first view is there. */
async function settle(rider: Rider): Promise<void> {
  await Promise.all([rider.labels.refresh(), rider.learnSite()]);
  if (rider.settings.on_phone && rider.keeper) {
    await rider.keeper.refresh();
    await rider.answers.takeAtlas();
    const outlives = rider.answers.atlas.value !== undefined && !rider.keeper.state.memory_only;
    rider.memory.write(HAS_DATA, outlives);
  }
  // It sends what an earlier visit could not.
  await rider.outbox?.();
  rider.worker.value = await rider.startWorker?.();
}

void start();
