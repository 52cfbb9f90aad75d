// What the outbox keeps: items that wait, and records of what became of them.
import type { Problem, ReceiptAnswer } from "../api/types";

/** What can be reported. */
export interface Report {
  problem: "closed" | "moved" | "broken" | "wrong_hours" | "other";
  amenity?: string;
  text?: string;
  /** JPEG in base64. */
  photo?: string;
  /** Where it has moved, WGS-84 degrees; only where the person has placed it on the map. */
  lat?: number;
  lon?: number;
}

export type What = Report["problem"] | "confirmation";

/** What became of an item. */
export type Sent =
  | { state: "sent"; receipt: ReceiptAnswer }
  | { state: "queued" }
  | { state: "refused"; problem: Problem | undefined };

/** What waits to be sent. What is sent again is the same to the byte. */
export interface Item {
  /** The same on every attempt, so that the server knows it again. */
  key: string;
  path: string;
  body: Report | Record<string, never>;
  /** RFC 3339: what is sent later was still seen now. */
  seen_at: string;
  /** How often it was tried in vain. */
  attempts?: number;
  /** Not to be tried again by itself before this time, epoch milliseconds. */
  next_at?: number;
  /** The server asks not to be asked before this time, epoch milliseconds. */
  not_before?: number;
}

/** One thing that was told: as long as it waits, and after. It holds no words and no photo. */
export interface Told {
  key: string;
  /** The station's code. */
  code: string;
  what: What;
  /** RFC 3339. */
  seen_at: string;
  sent: Sent;
}
