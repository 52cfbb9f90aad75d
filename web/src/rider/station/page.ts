// A station's page, fetched when it is opened first.
import { once } from "../once";

export const loadStationPage = once(() => import("./StationView.vue"));
