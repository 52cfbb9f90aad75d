// Visits that could not be sent for want of signal: kept on this phone until they have arrived,
// each under a key of its own, so that a visit that is sent twice is one.
import { shallowRef, type ShallowRef } from "vue";
import { Refusal } from "../../account/api";
import { keep, read } from "../preferences";

export interface Waiting {
  /** The same on every attempt. */
  key: string;
  /** Whose visit it is: nobody else sends it. */
  account: string;
  station: string;
  name: string;
  /** The version of the station that was looked at. */
  version: number;
  body: Record<string, unknown>;
  /** Why the server did not take it, in a sentence; it is not sent again. */
  refused?: string;
}

export interface Shelf {
  read(): Waiting[];
  write(all: Waiting[]): void;
}

export interface Queue {
  all: ShallowRef<readonly Waiting[]>;
  /** Sends a visit, and keeps it when nobody answers. Throws the `Refusal` of a server that does not take it. */
  send(visit: Waiting): Promise<"filed" | "kept">;
  /** Sends what waits and is this person's. */
  flush(account: string): Promise<void>;
  forget(key: string): void;
}

/** In the storage of the browser. */
export const onThisPhone: Shelf = {
  read: () => read<Waiting[]>("checks", []),
  write: (all) => { keep("checks", all); },
};

export function createQueue(file: (visit: Waiting) => Promise<unknown>, shelf: Shelf, sentence: (error: unknown) => string): Queue {
  const all = shallowRef<readonly Waiting[]>(shelf.read());
  const change = (next: (before: Waiting[]) => Waiting[]): void => {
    // Another page may have sent or kept something meanwhile.
    const now = next(shelf.read());
    shelf.write(now);
    all.value = now;
  };
  const forget = (key: string): void => { change((before) => before.filter((each) => each.key !== key)); };
  return {
    all,
    forget,
    send: async (visit) => {
      // Kept before it is sent: a page that is closed meanwhile loses nothing.
      change((before) => [...before.filter((each) => each.key !== visit.key), visit]);
      try {
        await file(visit);
      } catch (error) {
        if (isLater(error)) return "kept";
        forget(visit.key);
        throw error;
      }
      forget(visit.key);
      return "filed";
    },
    flush: async (account) => {
      for (const visit of shelf.read()) {
        if (visit.account !== account || visit.refused !== undefined) continue;
        try {
          await file(visit);
          forget(visit.key);
        } catch (error) {
          if (isLater(error)) return;
          const refused = sentence(error);
          change((before) => before.map((each) => (each.key === visit.key ? { ...each, refused } : each)));
        }
      }
    },
  };
}

/** No signal, a server that is busy or in trouble, or nobody who has signed in: the next attempt may do. */
function isLater(error: unknown): boolean {
  return error instanceof Refusal && (error.status === 0 || error.status === 401 || error.status === 429 || error.status >= 500);
}
