// What riders tell, from this page to the server, now or when there is a network.
import { tag } from "../../api/client";
import { now } from "../../engine/clock";
import { Outbox } from "../../outbox/outbox";
import { preferences } from "../preferences";

export const outbox = new Outbox({
  fetch: (input, init) => fetch(input, init),
  newKey: () => newKey(),
  now,
  language: () => tag(preferences.lang),
  exclusively: async (name, task) => {
    // Old phones have no locks; there the server's memory of keys is what keeps twice from once.
    const { locks } = navigator as { locks?: LockManager };
    return locks === undefined ? task() : await locks.request(name, task);
  },
});

/** Sends what an earlier visit could not, now and whenever the network comes back. */
export function sendWhatWaits(): void {
  void outbox.flush();
  window.addEventListener("online", () => void outbox.flush());
}

/** A random UUID, also where the page did not come by HTTPS. */
function newKey(): string {
  if ("randomUUID" in crypto) return crypto.randomUUID();
  const bytes = (crypto as Crypto).getRandomValues(new Uint8Array(16));
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*/, "$1-$2-4$3-8$4-$5");
}
