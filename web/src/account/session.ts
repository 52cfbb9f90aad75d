// Who is signed in, what they may do, and how one gets in again without losing what one is at.
import { computed, ref, shallowRef, type ComputedRef, type Ref, type ShallowRef } from "vue";
import { createApi, Refusal, type Api, type Schemas } from "./api";
import { markVerifier } from "./verifier_mark";
import type { Lang } from "../engine/question";

export type Right = Schemas["RightAnswer"]["action"];

export interface Session {
  who: ShallowRef<Schemas["SessionAnswer"] | undefined>;
  /** Somebody is asked to sign in: because the session is over while they are at work, or because they want to. */
  isAsked: Ref<boolean>;
  rights: ComputedRef<ReadonlySet<string>>;
  may(right: Right): boolean;
  /** Whether somebody is signed in already. Throws a `Refusal` when the server cannot be reached. */
  find(): Promise<boolean>;
  signIn(given: Schemas["SignInRequest"]): Promise<void>;
  signOut(): Promise<void>;
  /** Gives up: whatever waited for signing in again is refused. */
  leave(): void;
}

export function createSession(lang: () => Lang): { session: Session; api: Api } {
  const who = shallowRef<Schemas["SessionAnswer"]>();
  const isAsked = ref(false);
  let waiting: { resolve: () => void; reject: (why: unknown) => void }[] = [];
  const api = createApi({
    lang,
    csrf: () => who.value?.csrf ?? undefined,
    enterAgain: () =>
      new Promise((resolve, reject) => {
        waiting.push({ resolve, reject });
        isAsked.value = true;
      }),
  });
  const settle = (how: (one: (typeof waiting)[number]) => void): void => {
    const all = waiting;
    waiting = [];
    isAsked.value = false;
    all.forEach(how);
  };
  const rights = computed(() => new Set(who.value?.rights.map(({ action }) => action)));
  const become = (now: Schemas["SessionAnswer"] | undefined): void => {
    who.value = now;
    markVerifier(rights.value.has("verify"));
  };
  const session: Session = {
    who,
    isAsked,
    rights,
    may: (right) => rights.value.has(right),
    find: async () => {
      try {
        become(await api.ask("get", "/admin/v1/session"));
        return true;
      } catch (error) {
        if (!(error instanceof Refusal) || error.status !== 401) throw error;
        become(undefined);
        return false;
      }
    },
    signIn: async (given) => {
      const before = who.value?.account.id;
      const now = await api.ask("post", "/admin/v1/session", { body: given });
      become(now);
      // Somebody else may not go on with what the first person was at.
      if (before !== undefined && before !== now.account.id) location.reload();
      settle(({ resolve }) => { resolve(); });
    },
    signOut: async () => {
      await api.ask("delete", "/admin/v1/session");
      become(undefined);
    },
    leave: () => {
      settle(({ reject }) => { reject(new Refusal(401, undefined)); });
      become(undefined);
    },
  };
  return { session, api };
}
