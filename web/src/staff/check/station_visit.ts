// One visit to one station: what the ledger says of it, what the visitor says, and filing that.
import { computed, ref, shallowRef, type ComputedRef, type Ref, type ShallowRef } from "vue";
import { Refusal, type Schemas, type StationRecord } from "../../account/api";
import type { WordsAnswer } from "../../api/types";
import { newKey } from "../../outbox/browser";
import { isMine } from "../stations/rights";
import type { Check } from "./check";
import { afterChange, answered, bodyOf, goneBody, isAnswered, LOOKED, lookedOf, newVisit, type Looked, type Stood, type Visit } from "./visit";
import type { Queue } from "./waiting";

type WordsOf = Pick<WordsAnswer, "amenities" | "access">;

/** What became of it. */
export interface Filed {
  state: "filed" | "kept";
  isGone: boolean;
  corrected: number;
}

export interface StationVisit {
  record: ShallowRef<StationRecord | undefined>;
  due: ShallowRef<Schemas["DueStation"] | undefined>;
  words: ShallowRef<WordsOf>;
  visit: ShallowRef<Visit>;
  /** Whether the visitor may verify it, as far as the page can tell. */
  isMine: ComputedRef<boolean>;
  done: ComputedRef<number>;
  isDone: (looked: Looked) => boolean;
  /** The first thing that is not answered. */
  next: ComputedRef<Looked | undefined>;
  /** What the server says of an answer. */
  problems: ShallowRef<Partial<Record<Looked, string>>>;
  /** What somebody else has changed meanwhile. */
  changed: ShallowRef<readonly Looked[]>;
  isBusy: Ref<boolean>;
  filed: ShallowRef<Filed | undefined>;
  load: () => Promise<void>;
  /** Throws the `Refusal` that no fact is to blame for. */
  file: (stood: Stood | undefined) => Promise<void>;
  fileGone: (note: string, stood: Stood | undefined) => Promise<void>;
}

export function useStationVisit(code: string, { api, open, session }: Check, queue: Queue): StationVisit {
  const record = shallowRef<StationRecord>();
  const due = shallowRef<Schemas["DueStation"]>();
  const words = shallowRef<WordsOf>({ amenities: [], access: [] });
  const visit = shallowRef(newVisit());
  const problems = shallowRef<StationVisit["problems"]["value"]>({});
  const changed = shallowRef<readonly Looked[]>([]);
  const isBusy = ref(false);
  const filed = shallowRef<Filed>();
  let key = newKey();

  const amenities = computed(() => words.value.amenities.map((each) => each.key));
  const facts = computed(() => record.value?.facts ?? {});
  const isDone = (looked: Looked): boolean => isAnswered(visit.value, facts.value, looked, amenities.value);
  const read = (): Promise<StationRecord> => api.ask("get", "/admin/v1/stations/{code}", { path: { code } });

  async function send(body: Record<string, unknown>, isGone: boolean): Promise<void> {
    const now = record.value;
    const account = session.who.value?.account.id;
    if (now === undefined || account === undefined) return;
    isBusy.value = true;
    problems.value = {};
    try {
      const state = await queue.send({ key, account, station: code, name: String(now.facts["name"]), version: now.version, body });
      filed.value = { state, isGone, corrected: Object.keys(body["corrected"] ?? {}).filter((field) => field !== "datum" && field !== "lon").length };
    } catch (error) {
      // Whatever is sent next is another visit than the one that was refused.
      key = newKey();
      if (!(await isMended(error))) throw error;
    } finally {
      isBusy.value = false;
    }
  }

  /** Whether a refusal is shown where it belongs, so that the visitor can go on. */
  async function isMended(error: unknown): Promise<boolean> {
    if (!(error instanceof Refusal)) return false;
    if (error.status === 412) {
      const before = facts.value;
      record.value = await read();
      const after = afterChange(visit.value, before, facts.value, amenities.value);
      visit.value = after.visit;
      changed.value = after.again;
      return true;
    }
    const told = (error.problem?.errors ?? []).map(({ field, problem, way_out }) => ({ looked: lookedOf(field, amenities.value), words: `${problem}。${way_out}` }));
    const placed: StationVisit["problems"]["value"] = {};
    for (const { looked, words: sentence } of told) if (looked !== undefined) placed[looked] = sentence;
    problems.value = placed;
    return told.length > 0 && told.every(({ looked }) => looked !== undefined);
  }

  return {
    record, due, words, visit, problems, changed, isBusy, filed, isDone,
    isMine: computed(() => record.value !== undefined && isMine(session.who.value, record.value)),
    done: computed(() => answered(visit.value, facts.value, amenities.value)),
    next: computed(() => LOOKED.find((looked) => !isDone(looked))),
    load: async () => {
      const [station, known, waiting] = await Promise.all([
        read(),
        open.get("/api/v1/amenities"),
        api.ask("get", "/admin/v1/due", { query: { station: code } }),
      ]);
      words.value = known;
      due.value = waiting.stations[0];
      record.value = station;
    },
    file: (stood) => send(bodyOf(code, visit.value, facts.value, amenities.value, stood, new Date().toISOString()), false),
    fileGone: (note, stood) => send(goneBody(code, note, stood, new Date().toISOString()), true),
  };
}
