// One station being edited: what was read, what somebody has made of it, and saving that.
import { computed, ref, shallowRef, type ComputedRef, type Ref, type ShallowRef } from "vue";
import { Refusal, type Api, type Change, type FactProblem, type Facts, type StationRecord } from "../../account/api";
import { countOf, draftOf, patchOf, without } from "./draft";

export interface Conflict {
  current: StationRecord;
  theirs: Change[];
  yours: Change[];
}

export interface Editing {
  record: ShallowRef<StationRecord | undefined>;
  draft: Ref<Facts>;
  patch: ComputedRef<Facts>;
  count: ComputedRef<number>;
  reason: Ref<string>;
  problems: ShallowRef<FactProblem[]>;
  warnings: ShallowRef<FactProblem[]>;
  conflict: ShallowRef<Conflict | undefined>;
  isSaving: Ref<boolean>;
  read(code: string): Promise<void>;
  /** Takes what the server has answered as what is there now; `keep` leaves the draft alone. */
  take(record: StationRecord): void;
  /** Whether it was saved; otherwise `problems` or `conflict` say why not. Throws the rest. */
  save(): Promise<boolean>;
  /** After a conflict: leaves some facts to the others and goes on from what is there now. */
  choose(left: ReadonlySet<string>): void;
  discard(): void;
}

export function useEditing(api: Api): Editing {
  const record = shallowRef<StationRecord>();
  const draft = shallowRef<Facts>({});
  const reason = ref("");
  const problems = shallowRef<FactProblem[]>([]);
  const warnings = shallowRef<FactProblem[]>([]);
  const conflict = shallowRef<Conflict>();
  const isSaving = ref(false);
  const patch = computed(() => patchOf(record.value?.facts ?? {}, draft.value));
  const count = computed(() => countOf(patch.value));
  const take = (now: StationRecord): void => {
    record.value = now;
    draft.value = draftOf(now);
    problems.value = [];
    warnings.value = [];
    reason.value = "";
  };
  return {
    record, draft, patch, count, reason, problems, warnings, conflict, isSaving, take,
    read: async (code) => { take(await api.ask("get", "/admin/v1/stations/{code}", { path: { code } })); },
    save: async () => {
      const now = record.value;
      if (now === undefined) return false;
      isSaving.value = true;
      problems.value = [];
      const why = reason.value.trim();
      try {
        const done = await api.ask("patch", "/admin/v1/stations/{code}", {
          path: { code: now.code },
          version: now.version,
          body: { ...patch.value, ...(why === "" ? {} : { reason: why }) },
        });
        take(done.station);
        warnings.value = done.warnings;
        return true;
      } catch (error) {
        if (!(error instanceof Refusal) || error.problem === undefined) throw error;
        const { errors, current, theirs, yours } = error.problem;
        if (errors) problems.value = errors;
        else if (error.status === 412 && current) conflict.value = { current: current as unknown as StationRecord, theirs: theirs ?? [], yours: yours ?? [] };
        else throw error;
        return false;
      } finally {
        isSaving.value = false;
      }
    },
    choose: (left) => {
      const meanwhile = conflict.value;
      if (meanwhile === undefined) return;
      const kept = without(patch.value, left);
      record.value = meanwhile.current;
      draft.value = { ...draftOf(meanwhile.current), ...kept };
      conflict.value = undefined;
    },
    discard: () => {
      draft.value = draftOf(record.value);
      problems.value = [];
    },
  };
}
