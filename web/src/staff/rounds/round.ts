// A round as it is told: how long it has, and whose its tasks are.
import { computed, shallowRef, type ComputedRef } from "vue";
import type { Schemas } from "../../account/api";
import type { Staff } from "../staff";

export type Round = Schemas["CampaignAnswer"];

/** Days from one day to another, `2026-11-21`; negative when the other comes before. */
export function daysBetween(from: string, until: string): number {
  return Math.round((Date.parse(until) - Date.parse(from)) / 86_400_000);
}

export interface Person {
  id: string;
  name: string;
}

export interface People {
  /** Those who can be given tasks. */
  all: ComputedRef<readonly Person[]>;
  /** Somebody's name, as far as the reader may know it. */
  nameOf(account: string | null | undefined, words: { nobody: string; someone: string }): string;
  load(): Promise<void>;
}

const MAY_VERIFY: readonly string[] = ["district_administrator", "editor"];

export function usePeople({ api, session }: Staff): People {
  const accounts = shallowRef<Schemas["AccountAnswer"][]>([]);
  return {
    all: computed(() =>
      accounts.value.filter(({ role, state }) => MAY_VERIFY.includes(role) && state === "active").map(({ id, display_name: name }) => ({ id, name })),
    ),
    nameOf: (account, words) => {
      if (!account) return words.nobody;
      const me = session.who.value?.account;
      if (account === me?.id) return me.display_name;
      return accounts.value.find(({ id }) => id === account)?.display_name ?? words.someone;
    },
    load: async () => {
      if (session.may("read_people")) accounts.value = (await api.ask("get", "/admin/v1/accounts")).accounts;
    },
  };
}
