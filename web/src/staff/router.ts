// Every view has an address, so that it can be sent to a colleague. The part behind `#` is left
// to set-up links, whose secret no server may see.
import { createRouter, createWebHistory, type Router } from "vue-router";
import type { Right } from "../account/session";

declare module "vue-router" {
  interface RouteMeta {
    right?: Right;
  }
}

export function createStaffRouter(): Router {
  return createRouter({
    history: createWebHistory("/staff"),
    routes: [
      { path: "/", redirect: "/stations" },
      { path: "/stations", meta: { right: "read_ledger" }, component: () => import("./stations/StationsView.vue") },
      { path: "/stations/new", meta: { right: "create_station" }, component: () => import("./stations/NewStationView.vue") },
      { path: "/stations/:code", meta: { right: "read_ledger" }, component: () => import("./stations/StationView.vue"), props: true },
      { path: "/imports", meta: { right: "export_ledger" }, component: () => import("./imports/ImportsView.vue") },
      { path: "/imports/:id", meta: { right: "import_ledger" }, component: () => import("./imports/PlanView.vue"), props: true },
      { path: "/reports", meta: { right: "read_reports" }, component: () => import("./reports/InboxView.vue") },
      { path: "/reports/:id", meta: { right: "read_reports" }, component: () => import("./reports/ReportView.vue"), props: true },
      { path: "/rounds", meta: { right: "read_ledger" }, component: () => import("./rounds/RoundsView.vue") },
      { path: "/rounds/:id", meta: { right: "read_ledger" }, component: () => import("./rounds/RoundView.vue"), props: true },
      { path: "/quality", meta: { right: "read_analysis" }, component: () => import("./quality/QualityView.vue") },
      { path: "/units", meta: { right: "read_analysis" }, component: () => import("./units/UnitsView.vue") },
      { path: "/district", meta: { right: "read_ledger" }, component: () => import("./district/DistrictView.vue") },
      { path: "/audit", meta: { right: "read_audit" }, component: () => import("./audit/AuditView.vue") },
      { path: "/people", meta: { right: "read_people" }, component: () => import("./people/PeopleView.vue") },
      { path: "/account", meta: { right: "manage_own_account" }, component: () => import("./account/AccountView.vue") },
      { path: "/:rest(.*)*", component: () => import("./shell/NoSuchPage.vue") },
    ],
    scrollBehavior: (_to, _from, saved) => saved ?? { top: 0 },
  });
}
