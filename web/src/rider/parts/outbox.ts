// The outbox, with a list on the phone of what was sent: only whoever has a receipt can read what
// became of it.
import type { Client } from "../../api/client";
import type { Lang } from "../../engine/question";
import { Outbox as SendingOutbox, type Sent as SentNow } from "../../outbox/outbox";
import { smallJpeg } from "../../outbox/photo";
import { asRecord, type Memory } from "../memory";
import type { Outbox, Receipt, Sent } from "../ports";

export interface OutboxNeeds {
  client: Client;
  memory: Memory;
  now(): Date;
  lang(): Lang;
}

const NAME = "sent";
const KEPT = 30;

export function openOutbox(needs: OutboxNeeds): Outbox {
  const outbox = new SendingOutbox({
    fetch: (input, init) => fetch(input, init),
    newKey,
    now: () => needs.now(),
    language: () => (needs.lang() === "zh" ? "zh-CN" : "en"),
    exclusively: async (name, task) => {
      // Old phones have no locks; there the server's memory of keys keeps twice from once.
      const { locks } = navigator as { locks?: LockManager };
      return locks === undefined ? task() : await locks.request(name, task);
    },
  });

  function note(code: string, what: Receipt["what"], sent: SentNow): Sent {
    if (sent.state === "refused") return { state: "refused", ...(sent.problem && { problem: sent.problem }) };
    const receipt = sent.state === "sent" ? sent.receipt.receipt : undefined;
    const one: Receipt = { code, what, state: sent.state, at: needs.now(), ...(receipt && { receipt }) };
    needs.memory.write(NAME, [one, ...readReceipts(needs.memory.read(NAME))].slice(0, KEPT));
    return { state: sent.state, ...(receipt && { receipt }) };
  }

  return {
    report: async (code, report) => note(code, report.problem, await outbox.report(code, report)),
    confirm: async (code) => note(code, "confirmation", await outbox.confirm(code)),
    async receipts() {
      const isEmpty = (await outbox.waiting()) === 0;
      return Promise.all(readReceipts(needs.memory.read(NAME)).map((receipt) => outcome(receipt, isEmpty, needs.client)));
    },
    sendWhatWaits() {
      void outbox.flush();
      window.addEventListener("online", () => void outbox.flush());
    },
    scalePhoto: smallJpeg,
  };
}

/** What the server says of it now; what is known when it cannot be asked. */
async function outcome(receipt: Receipt, isEmpty: boolean, client: Client): Promise<Receipt> {
  if (!receipt.receipt) return receipt.state === "queued" && isEmpty ? { ...receipt, state: "sent" } : receipt;
  try {
    const { state, reason } = await client.get("/api/v1/receipts/{receipt}", { path: { receipt: receipt.receipt } });
    return { ...receipt, state: stateOf(state), reason };
  } catch {
    return receipt;
  }
}

function stateOf(state: string): Receipt["state"] {
  if (state === "accepted" || state === "merged") return "accepted";
  return state === "rejected" ? "declined" : "sent";
}

const WHATS = ["closed", "moved", "broken", "wrong_hours", "other", "confirmation"] as const;

export function readReceipts(remembered: unknown): Receipt[] {
  if (!Array.isArray(remembered)) return [];
  return remembered.flatMap((one: unknown): Receipt[] => {
    const { code, what, state, receipt, at } = asRecord(one);
    const known = WHATS.find((word) => word === what);
    if (typeof code !== "string" || !known || typeof at !== "string") return [];
    return [{ code, what: known, at: new Date(at), state: state === "queued" ? "queued" : "sent", ...(typeof receipt === "string" && { receipt }) }];
  });
}

/** A random UUID, also where the page did not come by HTTPS. */
function newKey(): string {
  if ("randomUUID" in crypto) return crypto.randomUUID();
  const bytes = (crypto as Crypto).getRandomValues(new Uint8Array(16));
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*/, "$1-$2-4$3-8$4-$5");
}
