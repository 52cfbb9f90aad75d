// Keeps what the phone needs to answer by itself: fetched in idle time, kept in IndexedDB,
// refreshed by its ETag. Where storage is refused or full it is kept in memory only.
import { openDB } from "idb";
import type { DBSchema, IDBPDatabase } from "idb";
import { Atlas } from "./atlas";
import { learnFrom, now } from "./clock";
import { FORMAT } from "./pack";
import type { Pack, PlacesPack } from "./pack";
import { nextTurn } from "./turns";

/** How a refresh went. */
export type Refreshed = "new" | "same" | "offline" | "refused";

interface Kept {
  etag: string;
  json: string;
  /** When the server last said that it holds, milliseconds since 1970. */
  confirmed_ms: number;
}

interface Schema extends DBSchema {
  documents: { key: string; value: Kept };
}

const PACK = "/api/v1/stations/pack";
const PLACES = "/api/v1/places/pack";
/** Older data are used, and said to be old. Milliseconds. */
const STALE_MS = 3 * 24 * 3600 * 1000;

export class Keeper {
  /** Whether the data outlive the page. */
  isKept = true;
  private readonly memory = new Map<string, Kept>();
  private database: Promise<IDBPDatabase<Schema> | undefined> | undefined;
  private current: { atlas: Atlas; confirmed_ms: number } | undefined;

  constructor(private readonly fetch: typeof globalThis.fetch = globalThis.fetch.bind(globalThis)) {}

  /** The atlas, if its data are here: from memory, or from an earlier visit. */
  async atlas(): Promise<Atlas | undefined> {
    if (this.current === undefined) {
      const [pack, places] = [await this.read(PACK), await this.read(PLACES)];
      if (pack !== undefined && places !== undefined) await this.take(pack, places);
    }
    return this.current?.atlas;
  }

  /** When the server last said that the data hold. */
  get confirmedAt(): Date | undefined {
    return this.current === undefined ? undefined : new Date(this.current.confirmed_ms);
  }

  /** Whether the data are so old that people should be told. */
  get isStale(): boolean {
    const confirmed = this.confirmedAt;
    return confirmed !== undefined && now().getTime() - confirmed.getTime() > STALE_MS;
  }

  /** Asks the server for what has changed. */
  async refresh(): Promise<Refreshed> {
    await this.atlas();
    const outcomes = [await this.fetchOne(PACK), await this.fetchOne(PLACES)];
    const [pack, places] = [await this.read(PACK), await this.read(PLACES)];
    if (pack !== undefined && places !== undefined) {
      // Reading them anew takes a phone a tenth of a second, in which it answers nobody.
      if (this.current !== undefined && !outcomes.includes("new")) this.current.confirmed_ms = pack.confirmed_ms;
      else await this.take(pack, places);
    }
    for (const outcome of ["offline", "refused", "new"] as const) {
      if (outcomes.includes(outcome)) return outcome;
    }
    return "same";
  }

  /** In steps, so that a slow phone can answer a tap between them. */
  private async take(pack: Kept, places: Kept): Promise<void> {
    try {
      const read = JSON.parse(pack.json) as Pack;
      if (read.format !== FORMAT) return;
      await nextTurn();
      const gazetteer = JSON.parse(places.json) as PlacesPack;
      await nextTurn();
      this.current = { atlas: new Atlas(read, gazetteer), confirmed_ms: pack.confirmed_ms };
    } catch {
      // Broken or foreign data are as good as none; the next refresh brings others.
      this.current = undefined;
    }
  }

  private async fetchOne(url: string): Promise<Refreshed> {
    const kept = await this.read(url);
    let response: Response;
    try {
      const headers = kept === undefined ? {} : { "if-none-match": kept.etag };
      response = await this.fetch(url, { headers, cache: "no-store" });
    } catch {
      return "offline";
    }
    learnFrom(response.headers.get("date"));
    const confirmed_ms = now().getTime();
    if (response.status === 304 && kept !== undefined) {
      await this.write(url, { ...kept, confirmed_ms });
      return "same";
    }
    if (!response.ok) return "refused";
    const json = await response.text().catch(() => undefined);
    if (json === undefined) return "offline";
    await this.write(url, { etag: response.headers.get("etag") ?? "", json, confirmed_ms });
    return "new";
  }

  private async read(url: string): Promise<Kept | undefined> {
    const inMemory = this.memory.get(url);
    if (inMemory !== undefined) return inMemory;
    try {
      return await (await this.open())?.get("documents", url);
    } catch {
      return undefined;
    }
  }

  private async write(url: string, kept: Kept): Promise<void> {
    this.memory.set(url, kept);
    try {
      const database = await this.open();
      if (database === undefined) throw new Error("no storage");
      await database.put("documents", kept, url);
    } catch {
      this.isKept = false;
    }
  }

  private open(): Promise<IDBPDatabase<Schema> | undefined> {
    this.database ??= openDB<Schema>("yizhan", 1, {
      upgrade: (database) => {
        database.createObjectStore("documents");
      },
    }).catch(() => undefined);
    return this.database;
  }
}
