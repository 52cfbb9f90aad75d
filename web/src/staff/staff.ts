// What every view of the console is handed.
import { inject, type InjectionKey } from "vue";
import type { Client } from "../api/client";
import type { Api } from "../account/api";
import type { Preferences } from "./preferences";
import type { Session } from "../account/session";
import type { Told } from "./shell/told";
import type { Words } from "./words";

export interface Staff {
  api: Api;
  /** What everybody may ask. */
  open: Client;
  session: Session;
  preferences: Preferences;
  words: Words;
  told: Told;
}

export const STAFF: InjectionKey<Staff> = Symbol("staff");

export function useStaff(): Staff {
  const staff = inject(STAFF);
  if (!staff) throw new Error("What views need is provided in main.ts.");
  return staff;
}
