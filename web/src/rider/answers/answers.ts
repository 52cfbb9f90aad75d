// Who answers: the phone when it has the data and somebody wants it so, the server otherwise.
// The position leaves the phone in the second case only.
import { shallowRef, type Ref } from "vue";
import { Failure } from "../../api/failure";
import type { StationDetail } from "../../api/types";
import type { Lang } from "../../engine/question";
import type { Answers, Keeper, PhoneAtlas } from "../ports";
import { mayAskElsewhere } from "./remote";

export interface Needs {
  remote: Answers;
  keeper: Keeper | undefined;
  /** Whether an earlier visit kept data, which are waited for so that the server is not asked. */
  hasData(): boolean;
  /** Whether stations are to be searched on the phone. */
  onPhone(): boolean;
  now(): Date;
  lang(): Lang;
}

export interface ChosenAnswers extends Answers {
  /** Who gave the last list. */
  readonly by: Readonly<Ref<"phone" | "server">>;
  /** The data on the phone, once they are there. */
  readonly atlas: Readonly<Ref<PhoneAtlas | undefined>>;
  /** Takes what the keeper has now. */
  takeAtlas(): Promise<void>;
}

export function chooseAnswers(needs: Needs): ChosenAnswers {
  const by = shallowRef<"phone" | "server">("server");
  const atlas = shallowRef<PhoneAtlas>();
  let taking: Promise<void> | undefined;

  /** The phone's data, when there are some that still hold. */
  async function usable(): Promise<PhoneAtlas | undefined> {
    if (!atlas.value && needs.hasData()) await (taking ??= takeAtlas());
    return atlas.value?.holds(needs.now()) ? atlas.value : undefined;
  }

  async function takeAtlas(): Promise<void> {
    atlas.value = await needs.keeper?.atlas();
  }

  /** Data that are kept help without signal even when somebody prefers the server. */
  async function answer<T>(onPhone: (atlas: PhoneAtlas) => T, onServer: () => Promise<T>): Promise<T> {
    const kept = await usable();
    if (kept && needs.onPhone()) return told("phone", onPhone(kept));
    try {
      return told("server", await onServer());
    } catch (error) {
      if (!kept || !mayAskElsewhere(error)) throw error;
      return told("phone", onPhone(kept));
    }
  }

  function told<T>(who: "phone" | "server", value: T): T {
    by.value = who;
    return value;
  }

  return {
    by,
    atlas,
    takeAtlas,
    nearest: (question) =>
      answer((at) => at.nearest(question, needs.now(), needs.lang()), () => needs.remote.nearest(question)),
    onTheWay: (question) =>
      answer((at) => at.onTheWay(question, needs.now(), needs.lang()), () => needs.remote.onTheWay(question)),
    async station(code) {
      const onPhone = (at: PhoneAtlas) => at.station(code, needs.now(), needs.lang());
      const own = await usable();
      const kept = own && needs.onPhone() ? onPhone(own) : undefined;
      // Planned and retired stations are not among the data: the server knows of them.
      return kept ?? answerOfServer(code, own && (() => onPhone(own)));
    },
    search: (q, limit) =>
      answer((at) => at.search(q, {}, limit, needs.now(), needs.lang()), () => needs.remote.search(q, limit)),
    places: (q, limit) => answer((at) => at.places(q, limit), () => needs.remote.places(q, limit)),
    blockers: (question) =>
      answer((at) => at.blockers(question, needs.now(), needs.lang()), () => needs.remote.blockers(question)),
  };

  async function answerOfServer(code: string, onPhone: (() => StationDetail | undefined) | undefined) {
    try {
      return await needs.remote.station(code);
    } catch (error) {
      const kept = mayAskElsewhere(error) ? onPhone?.() : undefined;
      if (kept) return kept;
      throw error instanceof Failure ? error : new Failure("server");
    }
  }
}
