// The outbox as the screens see it. It keeps what was sent: only whoever has a receipt can read
// what became of it.
import type { Client } from "../../api/client";
import type { Lang } from "../../engine/question";
import { openOutbox as openSending } from "../../outbox/browser";
import type { Sent as SentNow, Told } from "../../outbox/item";
import { smallJpeg } from "../../outbox/photo";
import type { Outbox, Receipt, Sent } from "../ports";

export interface OutboxNeeds {
  client: Client;
  now(): Date;
  lang(): Lang;
}

export function openOutbox(needs: OutboxNeeds): Outbox {
  const outbox = openSending({
    now: () => needs.now(),
    language: () => (needs.lang() === "zh" ? "zh-CN" : "en"),
  });
  return {
    report: async (code, report) => sentOf(await outbox.report(code, report)),
    confirm: async (code) => sentOf(await outbox.confirm(code)),
    async receipts() {
      const told = await outbox.receipts();
      return Promise.all(told.map((one) => outcome(receiptOf(one), needs.client)));
    },
    onChange: (listener) => outbox.onChange(listener),
    scalePhoto: smallJpeg,
  };
}

function sentOf(sent: SentNow): Sent {
  if (sent.state === "sent") return { state: "sent", receipt: sent.receipt.receipt };
  if (sent.state === "queued") return { state: "queued" };
  return { state: "refused", ...(sent.problem && { problem: sent.problem }) };
}

export function receiptOf({ code, what, seen_at, sent }: Told): Receipt {
  const receipt: Receipt = { code, what, at: new Date(seen_at), state: sent.state };
  if (sent.state === "sent") receipt.receipt = sent.receipt.receipt;
  if (sent.state === "refused" && sent.problem) receipt.reason = sent.problem.detail;
  return receipt;
}

/** What the server says of it now; what is known when it cannot be asked. */
async function outcome(receipt: Receipt, client: Client): Promise<Receipt> {
  if (!receipt.receipt) return receipt;
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
