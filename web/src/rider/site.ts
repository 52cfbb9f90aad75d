// Whose site this is: asked once, and not needed for an answer.
import { shallowRef } from "vue";
import { getJson } from "../api/client";
import type { SiteAnswer } from "../api/types";
import { preferences } from "./preferences";

export const site = shallowRef<SiteAnswer>();

const KEY = "yizhan.site";

export async function learnSite(): Promise<void> {
  try {
    site.value = JSON.parse(localStorage.getItem(KEY) ?? "null") as SiteAnswer | undefined;
    site.value = await getJson<SiteAnswer>("/api/v1/site", preferences.lang);
    localStorage.setItem(KEY, JSON.stringify(site.value));
  } catch {
    // Without it the page names nobody.
  }
}

/** The zone in which times are told; the phone's own until the server has said. */
export function timeZone(): string {
  return site.value?.time_zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
}
