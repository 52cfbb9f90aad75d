/// <reference lib="webworker" />
// The outbox without a page: the browser wakes the worker when there is a network again.
import { browserSurroundings, SYNC_TAG } from "./browser";
import { Outbox } from "./outbox";

interface SyncEvent extends ExtendableEvent {
  readonly tag: string;
}

/** Sends what waits when the browser says so. It asks again later as long as this fails. */
export function sendOnSync(worker: ServiceWorkerGlobalScope): void {
  worker.addEventListener("sync" as keyof ServiceWorkerGlobalScopeEventMap, (event) => {
    const { tag } = event as SyncEvent;
    if (tag === SYNC_TAG) (event as SyncEvent).waitUntil(sendAll());
  });
}

async function sendAll(): Promise<void> {
  const here = browserSurroundings({ now: () => new Date(), language: () => navigator.language });
  // Whether and when there is another time is for the browser to say.
  const once = { sendWithoutPage: () => undefined, after: () => () => undefined };
  const outbox = new Outbox({ ...here, ...once });
  await outbox.flush();
  if ((await outbox.waiting()) > 0) throw new Error("some items could not be sent yet");
}
