// The outbox in a browser.
import { Outbox } from "./outbox";
import type { Surroundings } from "./outbox";

/** What the browser wakes the worker for when there is a network again. */
export const SYNC_TAG = "yizhan-outbox";

/**
 * An outbox that sends what an earlier visit could not, at once and whenever the network comes
 * back or somebody comes back to the page.
 */
export function openOutbox(page: Pick<Surroundings, "now" | "language">): Outbox {
  const outbox = new Outbox(browserSurroundings(page));
  const flush = (): void => void outbox.flush();
  flush();
  addEventListener("online", flush);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") flush();
  });
  return outbox;
}

/** What the browser gives, in a page and in its worker. */
export function browserSurroundings(page: Pick<Surroundings, "now" | "language">): Surroundings {
  return {
    ...page,
    fetch: (input, init) => fetch(input, init),
    newKey,
    exclusively: async (name, task) => {
      // Old phones have no locks; there the server's memory of keys is what keeps twice from once.
      const { locks } = navigator as { locks?: LockManager };
      return locks === undefined ? task() : await locks.request(name, task);
    },
    sendWithoutPage: () => void askForSync().catch(() => undefined),
  };
}

interface WithSync extends ServiceWorkerRegistration {
  sync?: { register: (tag: string) => Promise<void> };
}

/** Where there is no worker, or it may not be woken, the next visit sends. */
async function askForSync(): Promise<void> {
  const { serviceWorker } = navigator as { serviceWorker?: ServiceWorkerContainer };
  const registration: WithSync | undefined = await serviceWorker?.getRegistration();
  await registration?.sync?.register(SYNC_TAG);
}

/** A random UUID, also where the page did not come by HTTPS. */
export function newKey(): string {
  const { crypto } = globalThis as { crypto: Pick<Crypto, "getRandomValues"> & Partial<Crypto> };
  if (crypto.randomUUID !== undefined) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*/, "$1-$2-4$3-8$4-$5");
}
