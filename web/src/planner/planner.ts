// What every part of the desk is handed.
import { inject, type InjectionKey, type Ref } from "vue";
import type { Api } from "../account/api";
import type { Session } from "../account/session";
import type { Client } from "../api/client";
import type { Analysis } from "./analysis/analysis";
import type { District } from "./district";

export interface Planner {
  /** What everybody may ask. */
  open: Client;
  api: Api;
  session: Session;
  analysis: Analysis;
  district: Ref<District | undefined>;
}

export const PLANNER: InjectionKey<Planner> = Symbol("planner");

export function usePlanner(): Planner {
  const planner = inject(PLANNER);
  if (!planner) throw new Error("What the desk needs is provided in main.ts.");
  return planner;
}
