// Who is signed in. Published figures need nobody; layers, scenarios and searches do.
import { computed, ref, shallowRef, type ComputedRef, type Ref, type ShallowRef } from "vue";
import type { Lang } from "../../engine/question";
import { createApi, isNotSignedIn, type Api, type Schemas } from "../api";

export interface Session {
  who: ShallowRef<Schemas["SessionAnswer"] | undefined>;
  /** Whether somebody is asked to sign in. */
  isAsked: Ref<boolean>;
  mayRead: ComputedRef<boolean>;
  mayRun: ComputedRef<boolean>;
  /** Looks whether somebody is signed in already. */
  find(): Promise<void>;
  signIn(given: Schemas["SignInRequest"]): Promise<void>;
  signOut(): Promise<void>;
}

export function createSession(lang: () => Lang): { session: Session; api: Api } {
  const who = shallowRef<Schemas["SessionAnswer"]>();
  const isAsked = ref(false);
  const door = createApi(lang, () => who.value?.csrf ?? undefined);
  const may = (action: string): boolean => who.value?.rights.some((right) => right.action === action) ?? false;
  const session: Session = {
    who,
    isAsked,
    mayRead: computed(() => may("read_analysis")),
    mayRun: computed(() => may("run_analysis")),
    async find() {
      try {
        who.value = await door.ask("/admin/v1/session");
      } catch (error) {
        if (!isNotSignedIn(error)) throw error;
      }
    },
    async signIn(given) {
      who.value = await door.ask("/admin/v1/session", { method: "POST", body: given });
      isAsked.value = false;
    },
    async signOut() {
      await door.ask("/admin/v1/session", { method: "DELETE" });
      who.value = undefined;
    },
  };
  const api: Api = {
    async ask(address, asking) {
      try {
        return await door.ask(address, asking);
      } catch (error) {
        // What was being done stays on the page, and is done again after signing in.
        if (isNotSignedIn(error)) {
          who.value = undefined;
          isAsked.value = true;
        }
        throw error;
      }
    },
  };
  return { session, api };
}
