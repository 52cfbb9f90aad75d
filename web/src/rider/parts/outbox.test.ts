import { expect, test } from "vitest";
import type { ReceiptAnswer } from "../../api/types";
import type { Told } from "../../outbox/item";
import { receiptOf } from "./outbox";

const TOLD = { key: "k", code: "A", what: "closed", seen_at: "2026-11-21T10:00:00.000Z" } as const;

test.each<[Told["sent"], object]>([
  [{ state: "queued" }, { state: "queued" }],
  [{ state: "sent", receipt: { receipt: "R-1" } as ReceiptAnswer }, { state: "sent", receipt: "R-1" }],
  [{ state: "refused", problem: undefined }, { state: "refused" }],
])("what was told and is %o is shown as %o", (sent, shown) => {
  const at = new Date("2026-11-21T10:00:00Z");
  expect(receiptOf({ ...TOLD, sent })).toEqual({ code: "A", what: "closed", at, ...shown });
});
