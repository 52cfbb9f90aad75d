/// <reference lib="webworker" />
// Keeps the rider's page on the phone, so that it opens without signal.
//
// What it keeps: the page and its scripts and styles, fetched when it is installed, and the map's
// when the map was used. What it does not: answers of the API, which the page keeps itself with
// the date they are of, and pieces of base maps, of which a phone would drown.
//
// A new version waits until nobody has the page open, or until a page that has just been opened
// lets it in: what somebody is typing is never lost to an update.
import { addRoute, cleanupOutdatedCaches, createHandlerBoundToURL, precache } from "workbox-precaching";
import { NavigationRoute, registerRoute } from "workbox-routing";
import { CacheFirst } from "workbox-strategies";
import { sendOnSync } from "./outbox/worker";
import { networkUnlessSlow } from "./sw_navigation";
import { TAKE_OVER } from "./sw_message";

declare const self: ServiceWorkerGlobalScope;

/** Scripts and styles that were loaded when they were needed. Their names change with them. */
const LATER = "yizhan-later";

/** How long a station's page may take from the server before the phone shows it by itself. */
const STATION_WAIT_MS = 3000;

cleanupOutdatedCaches();
precache(self.__WB_MANIFEST);

const page = createHandlerBoundToURL("/");

// The first page is there at once, whatever a chat has added to its address, and whatever
// language the phone speaks by now: hence by this route and not by that of kept files, which
// asks for the language in which the page was kept.
registerRoute(new NavigationRoute(page, { allowlist: [/^\/(search|way|settings)?(\?|$)/] }));
registerRoute(
  new NavigationRoute(
    (options) =>
      networkUnlessSlow(
        () => fetch(options.request),
        () => page(options),
        STATION_WAIT_MS,
      ),
    { allowlist: [/^\/s\/[^/]+$/] },
  ),
);
addRoute();
registerRoute(
  ({ url, sameOrigin }) => sameOrigin && url.pathname.startsWith("/assets/"),
  new CacheFirst({ cacheName: LATER }),
);

sendOnSync(self);

self.addEventListener("activate", (event) => {
  event.waitUntil(Promise.all([caches.delete(LATER), self.clients.claim()]));
});

self.addEventListener("message", (event) => {
  if (event.data === TAKE_OVER) event.waitUntil(takeOverIfAlone());
});

/** A second page that is open may hold something half written, and runs on the old scripts. */
async function takeOverIfAlone(): Promise<void> {
  const pages = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  if (pages.length <= 1) await self.skipWaiting();
}
