// Every page of the rider, on one page. What is not needed for the first answer comes later.
import { createRouter, createWebHistory } from "vue-router";
import FindPage from "./find/FindPage.vue";

export const router = createRouter({
  history: createWebHistory(),
  routes: [
    { path: "/", component: FindPage },
    { path: "/search", component: () => import("./search/SearchPage.vue") },
    { path: "/way", component: () => import("./way/WayPage.vue") },
    { path: "/settings", component: () => import("./settings/SettingsPage.vue") },
    { path: "/s/:code", component: () => import("./station/StationPage.vue"), props: true },
    { path: "/:rest(.*)", redirect: "/" },
  ],
  scrollBehavior: (_to, _from, saved) => saved ?? { top: 0 },
});
