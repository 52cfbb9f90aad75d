// One attempt to send one item, and what its answer means.
import type { Problem, ReceiptAnswer } from "../api/types";
import type { Item } from "./item";

/** What came of an attempt. */
export type Delivery =
  | { kind: "filed"; receipt: ReceiptAnswer }
  | { kind: "refused"; problem: Problem }
  /** To be tried again; `others` says whether other items may fare better at once. */
  | { kind: "later"; others: "try" | "wait"; retry_after_ms?: number };

export interface Sender {
  fetch: typeof globalThis.fetch;
  language: () => string;
}

/** How long an attempt may take: a photo takes a minute where there is little signal. */
export const ATTEMPT_MS = 75_000;

/** Later because nobody of ours has answered. */
const UNHEARD: Delivery = { kind: "later", others: "wait" };

export async function deliver(item: Item, sender: Sender, now: Date): Promise<Delivery> {
  const stop = new AbortController();
  const timer = setTimeout(() => {
    stop.abort();
  }, ATTEMPT_MS);
  try {
    const response = await sender.fetch(item.path, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        "accept-language": sender.language(),
        "idempotency-key": item.key,
      },
      body: JSON.stringify({ ...item.body, seen_at: item.seen_at }),
      // Networks that want a login first lead elsewhere; nothing may follow them there.
      redirect: "error",
      credentials: "omit",
      cache: "no-store",
      signal: stop.signal,
    });
    return await meaning(response, now);
  } catch {
    return UNHEARD;
  } finally {
    clearTimeout(timer);
  }
}

async function meaning(response: Response, now: Date): Promise<Delivery> {
  const { status } = response;
  if (status === 408 || status === 429 || status >= 500) {
    const retry_after_ms = retryAfterMs(response.headers.get("retry-after"), now);
    // A defect that one item meets need not stop the others; a server that is busy does.
    const others = status === 500 ? "try" : "wait";
    return { kind: "later", others, ...(retry_after_ms !== undefined && { retry_after_ms }) };
  }
  // What is not in our form was said by somebody between us and the server.
  const answer: unknown = await response.json().catch(() => undefined);
  if (response.ok) return isReceipt(answer) ? { kind: "filed", receipt: answer } : UNHEARD;
  const type = response.headers.get("content-type") ?? "";
  if (!type.startsWith("application/problem+json") || !isProblem(answer)) return UNHEARD;
  return { kind: "refused", problem: answer };
}

/** `Retry-After`, seconds or a date, as milliseconds from now on. */
export function retryAfterMs(header: string | null, now: Date): number | undefined {
  if (header === null) return undefined;
  if (/^\d+$/.test(header.trim())) return Number(header) * 1000;
  const at = Date.parse(header);
  return Number.isNaN(at) ? undefined : Math.max(0, at - now.getTime());
}

const FIRST_WAIT_MS = 5_000;
const LONGEST_WAIT_MS = 3_600_000;

/**
 * How long to leave an item alone after so many attempts in vain: twice as long each time. Chance
 * (0 to 1) spreads the phones that lost the network together.
 */
export function backOffMs(attempts: number, chance: number): number {
  const wait = Math.min(FIRST_WAIT_MS * 2 ** Math.min(attempts - 1, 20), LONGEST_WAIT_MS);
  return wait * (0.75 + chance / 2);
}

function isReceipt(answer: unknown): answer is ReceiptAnswer {
  return isObject(answer) && typeof answer["receipt"] === "string";
}

function isProblem(answer: unknown): answer is Problem {
  return isObject(answer) && typeof answer["detail"] === "string";
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
