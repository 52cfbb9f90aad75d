/// <reference lib="webworker" />
// Keeps the page itself on the phone, so that it opens without signal. The answers are the
// page's own: nothing of the API is kept here.
import {
  cleanupOutdatedCaches,
  createHandlerBoundToURL,
  precacheAndRoute,
} from "workbox-precaching";
import { NavigationRoute, registerRoute } from "workbox-routing";
import { CacheFirst, NetworkFirst } from "workbox-strategies";

declare const self: ServiceWorkerGlobalScope;

/** How long a page of the server is waited for before the kept one opens, seconds. */
const PATIENCE_S = 3;

cleanupOutdatedCaches();
precacheAndRoute(self.__WB_MANIFEST);

// The map's parts have names that change with their content, so that a kept one never is stale.
registerRoute(
  ({ url, sameOrigin }) => sameOrigin && url.pathname.startsWith("/assets/"),
  new CacheFirst({ cacheName: "assets" }),
);

const shell = createHandlerBoundToURL("index.html");
const pages = new NetworkFirst({ cacheName: "pages", networkTimeoutSeconds: PATIENCE_S });

registerRoute(
  new NavigationRoute(
    async (options) => {
      // A station's page is the server's while there is a network: it may have been retired.
      if (!options.url.pathname.startsWith("/s/")) return shell(options);
      return pages.handle(options).catch(() => shell(options));
    },
    { allowlist: [/^\/($|s\/|search$|way$|settings$)/] },
  ),
);
