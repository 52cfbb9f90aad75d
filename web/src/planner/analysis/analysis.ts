// The question and its answers: figures, a week, gaps and closures. Each is asked for when a part
// of the desk first shows it, and again when the question has changed.
import { reactive, shallowReactive, watch } from "vue";
import type { AnswerOf, Client, Readable } from "../../api/client";
import { asFailure, type Failure } from "../../api/failure";
import { parametersOf, questionIn, searchOf, weekParametersOf, type Question } from "./question";

const ADDRESSES = {
  figures: "/api/v1/coverage",
  hours: "/api/v1/coverage/hours",
  gaps: "/api/v1/coverage/gaps",
  closures: "/api/v1/coverage/closures",
} as const satisfies Record<string, Readable>;

export type Part = keyof typeof ADDRESSES;
export type PartAnswer<P extends Part> = AnswerOf<(typeof ADDRESSES)[P]>;

export interface Asked<T> {
  /** The answer to the question before stays until there is a new one. */
  answer: T | undefined;
  failure: Failure | undefined;
  isAsking: boolean;
}

export interface Analysis {
  question: Question;
  parts: { [P in Part]: Asked<PartAnswer<P>> };
  /** Somebody looks at this part: it is asked for now and whenever the question changes. */
  need(part: Part): void;
  /** Asks again for what is shown. */
  retry(): void;
}

/** Every gap and every station, as many as one answer holds. */
const MANY = 5000;
/** While somebody drags a slider, not every step is asked for. */
const PATIENCE_MS = 120;

export function createAnalysis(open: Client, onAsked: (failure: Failure) => void): Analysis {
  const question = reactive(questionIn(new URLSearchParams(location.search)));
  const nothing = <T>(): Asked<T> => shallowReactive<Asked<T>>({ answer: undefined, failure: undefined, isAsking: false });
  const parts: Analysis["parts"] = { figures: nothing(), hours: nothing(), gaps: nothing(), closures: nothing() };
  const needed = new Set<Part>();
  const turns: Partial<Record<Part, number>> = {};

  async function ask(part: Part): Promise<void> {
    const turn = (turns[part] ?? 0) + 1;
    turns[part] = turn;
    const asked = parts[part] as Asked<unknown>;
    asked.isAsking = true;
    const query = part === "hours" ? weekParametersOf(question) : parametersOf(question);
    if (part === "gaps" || part === "closures") query["limit"] = MANY;
    try {
      const answer = await open.get(ADDRESSES[part], { query });
      if (turns[part] !== turn) return;
      asked.answer = answer;
      asked.failure = undefined;
    } catch (error) {
      if (turns[part] !== turn) return;
      asked.failure = asFailure(error);
      onAsked(asked.failure);
    }
    asked.isAsking = false;
  }

  const askAll = (): void => { for (const part of needed) void ask(part); };
  let timer: ReturnType<typeof setTimeout> | undefined;
  watch(question, () => {
    const search = searchOf(question);
    const tab = new URLSearchParams(location.search).get("view");
    if (tab !== null) search.set("view", tab);
    history.replaceState(null, "", `?${search.toString()}`);
    clearTimeout(timer);
    timer = setTimeout(askAll, PATIENCE_MS);
  });
  return {
    question,
    parts,
    need(part) {
      if (needed.has(part)) return;
      needed.add(part);
      void ask(part);
    },
    retry: askAll,
  };
}
