// Asks our own server: typed, with a time limit, and with errors that say what to do.
import { learnFrom } from "../engine/clock";
import type { Lang } from "../engine/question";
import type { Problem } from "./types";

/** Why there is no answer. */
export type Trouble =
  | { kind: "offline" }
  | { kind: "slow" }
  | { kind: "busy"; retryAfterS: number }
  | { kind: "refused"; status: number; problem: Problem | undefined }
  | { kind: "broken"; status: number };

/** Thrown when there is no answer. */
export class NoAnswer extends Error {
  constructor(readonly trouble: Trouble) {
    super(trouble.kind);
  }
}

/** For an answer: two bars of signal need a while, but nobody waits for ever. */
const TIME_LIMIT_MS = 12_000;

export async function getJson<T>(path: string, lang: Lang): Promise<T> {
  return (await ask(path, { headers: { "accept-language": tag(lang) } })).json() as Promise<T>;
}

export async function ask(path: string, init: RequestInit): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(path, { ...init, signal: AbortSignal.timeout(TIME_LIMIT_MS) });
  } catch (error) {
    const slow = error instanceof DOMException && error.name === "TimeoutError";
    throw new NoAnswer({ kind: slow ? "slow" : "offline" });
  }
  learnFrom(response.headers.get("date"));
  if (response.ok) return response;
  const problem = (await response.json().catch(() => undefined)) as Problem | undefined;
  throw new NoAnswer(troubleOf(response, problem));
}

function troubleOf(response: Response, problem: Problem | undefined): Trouble {
  const { status } = response;
  if (status === 429 || status === 503) {
    return { kind: "busy", retryAfterS: Number(response.headers.get("retry-after")) || 5 };
  }
  if (status >= 500) return { kind: "broken", status };
  return { kind: "refused", status, problem };
}

/** The tag of a language. */
export function tag(lang: Lang): string {
  return lang === "zh" ? "zh-CN" : "en";
}
