// Where items and records lie: on the phone, or in memory where the phone keeps nothing (a private
// window, a full storage). What is in memory is lost with the page, and `isKept` says so.
import { openDB } from "idb";
import type { DBSchema, IDBPDatabase } from "idb";
import type { Item, Told } from "./item";

interface Schema extends DBSchema {
  items: { key: string; value: Item };
  told: { key: string; value: Told };
}

const NAME = "yizhan-told";

export class Shelf {
  private readonly items_in_memory = new Map<string, Item>();
  private readonly told_in_memory = new Map<string, Told>();
  private database: Promise<IDBPDatabase<Schema> | undefined> | undefined;

  /** Whether everything outlives the page. */
  get isKept(): boolean {
    return this.items_in_memory.size === 0 && this.told_in_memory.size === 0;
  }

  /** What waits, the oldest first. */
  async items(): Promise<Item[]> {
    const stored = await this.try((database) => database.getAll("items"));
    return merged(stored, this.items_in_memory);
  }

  async item(key: string): Promise<Item | undefined> {
    const stored = await this.try((database) => database.get("items", key));
    return this.items_in_memory.get(key) ?? stored;
  }

  /** What was told, the oldest first. */
  async told(): Promise<Told[]> {
    const stored = await this.try((database) => database.getAll("told"));
    return merged(stored, this.told_in_memory);
  }

  async toldAs(key: string): Promise<Told | undefined> {
    const stored = await this.try((database) => database.get("told", key));
    return this.told_in_memory.get(key) ?? stored;
  }

  /** Keeps an item that waits, with its record: both or, where there is no room, in memory. */
  async put(item: Item, told: Told): Promise<void> {
    const isStored = await this.try(async (database) => {
      const both = database.transaction(["items", "told"], "readwrite");
      await Promise.all([
        both.objectStore("items").put(item),
        both.objectStore("told").put(told),
        both.done,
      ]);
      return true;
    });
    if (isStored) {
      this.items_in_memory.delete(item.key);
      this.told_in_memory.delete(told.key);
    } else {
      this.items_in_memory.set(item.key, item);
      this.told_in_memory.set(told.key, told);
    }
  }

  /** Puts what became of an item in its place: never both, never neither. */
  async settle(told: Told): Promise<void> {
    this.items_in_memory.delete(told.key);
    const isStored = await this.try(async (database) => {
      const both = database.transaction(["items", "told"], "readwrite");
      await Promise.all([
        both.objectStore("items").delete(told.key),
        both.objectStore("told").put(told),
        both.done,
      ]);
      return true;
    });
    if (isStored) this.told_in_memory.delete(told.key);
    else this.told_in_memory.set(told.key, told);
  }

  /** Forgets records. */
  async forget(keys: string[]): Promise<void> {
    for (const key of keys) this.told_in_memory.delete(key);
    await this.try(async (database) => {
      const { store, done } = database.transaction("told", "readwrite");
      await Promise.all([...keys.map((key) => store.delete(key)), done]);
    });
  }

  /** What the phone's storage says; undefined when it refuses. */
  private async try<T>(ask: (database: IDBPDatabase<Schema>) => Promise<T>): Promise<T | undefined> {
    try {
      const database = await this.open();
      return database && (await ask(database));
    } catch {
      return undefined;
    }
  }

  private open(): Promise<IDBPDatabase<Schema> | undefined> {
    this.database ??= openDB<Schema>(NAME, 1, {
      upgrade: (database) => {
        database.createObjectStore("items", { keyPath: "key" });
        database.createObjectStore("told", { keyPath: "key" });
      },
      // A newer page must be able to upgrade, and iOS closes storages that it thinks are idle.
      blocking: (_before, _after, event) => {
        (event.target as IDBDatabase).close();
        this.database = undefined;
      },
      terminated: () => {
        this.database = undefined;
      },
    }).catch(() => undefined);
    return this.database;
  }
}

function merged<T extends { key: string; seen_at: string }>(
  stored: T[] | undefined,
  inMemory: Map<string, T>,
): T[] {
  const all = new Map((stored ?? []).map((one) => [one.key, one]));
  for (const [key, one] of inMemory) all.set(key, one);
  return [...all.values()].sort((a, b) => a.seen_at.localeCompare(b.seen_at));
}
