// What every part of the page is handed.
import { inject, type InjectionKey } from "vue";
import type { Api } from "../../account/api";
import type { Session } from "../../account/session";
import type { Client } from "../../api/client";
import type { Preferences } from "../preferences";

export interface Check {
  api: Api;
  session: Session;
  preferences: Preferences;
  /** What everybody may ask. */
  open: Client;
}

export const CHECK: InjectionKey<Check> = Symbol("check");

export function useCheck(): Check {
  const check = inject(CHECK);
  if (!check) throw new Error("What the page needs is provided in main.ts.");
  return check;
}

/** The page of a station's visit. */
export function addressOfVisit(code: string): string {
  return `/staff/check/${encodeURIComponent(code)}`;
}
