// The addresses of the page. The server knows `/` and `/s/{code}` only: the views of the first
// page stand behind its `#`, which never leaves the phone.
import { computed, ref, watch, type ComputedRef, type Ref } from "vue";
import { createRouter, createWebHistory, useRoute, useRouter, type Router } from "vue-router";

const VIEWS = ["home", "near", "map", "search", "to", "way", "saved", "settings", "kept", "sent"] as const;
export type View = (typeof VIEWS)[number];

/** Routes lead to no component: App shows the view and, above it, the station. */
const nothing = { render: () => null };

export function createRiderRouter(): Router {
  return createRouter({
    history: createWebHistory(),
    routes: [
      { path: "/", name: "first", component: nothing },
      { path: "/s/:code", name: "station", component: nothing },
      { path: "/:rest(.*)*", redirect: "/" },
    ],
    scrollBehavior: () => false,
  });
}

export interface Ways {
  /** The view that is there, also under a station's page; undefined when there is none under it. */
  view: Readonly<Ref<View | undefined>>;
  /** The code of the station that is shown. */
  code: ComputedRef<string | undefined>;
  open(view: View): void;
  /** As `open`, without a step back to what is there now. */
  become(view: View): void;
  openStation(code: string): void;
  /** Back to where one came from; to a view when one came from nowhere. */
  back(otherwise?: View): void;
}

export function viewOf(hash: string): View {
  return VIEWS.find((view) => view === hash.slice(1)) ?? "home";
}

export function useWays(): Ways {
  const router = useRouter();
  const route = useRoute();
  const view = ref<View>();
  watch(
    () => [route.name, route.hash] as const,
    ([name, hash]) => {
      if (name === "first") view.value = viewOf(hash);
    },
    { immediate: true },
  );
  const locationOf = (to: View) => ({ path: "/", hash: to === "home" ? "" : `#${to}` });
  return {
    view,
    code: computed(() => (route.name === "station" ? String(route.params["code"]) : undefined)),
    open: (to) => void router.push(locationOf(to)),
    become: (to) => void router.replace(locationOf(to)),
    openStation: (code) => void router.push(`/s/${encodeURIComponent(code)}`),
    back(otherwise = "home") {
      const cameFromHere = (window.history.state as { back?: unknown } | null)?.back != null;
      if (cameFromHere) router.back();
      else void router.replace(locationOf(otherwise));
    },
  };
}
