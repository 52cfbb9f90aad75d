// The stations that somebody saved, newest first: code and name, so that the list stands even
// when nothing else can be had.
import { ref, type Ref } from "vue";
import { asRecord, type Memory } from "../memory";

export interface SavedStation {
  code: string;
  name: string;
}

export interface Saved {
  readonly stations: Readonly<Ref<readonly SavedStation[]>>;
  has(code: string): boolean;
  toggle(station: SavedStation): void;
}

const NAME = "saved_stations";

export function keepSaved(memory: Memory): Saved {
  const stations = ref(readSaved(memory.read(NAME)));
  const has = (code: string): boolean => stations.value.some((station) => station.code === code);
  return {
    stations,
    has,
    toggle({ code, name }) {
      const others = stations.value.filter((station) => station.code !== code);
      stations.value = has(code) ? others : [{ code, name }, ...others];
      memory.write(NAME, stations.value);
    },
  };
}

export function readSaved(remembered: unknown): SavedStation[] {
  if (!Array.isArray(remembered)) return [];
  return remembered.flatMap((one: unknown) => {
    const { code, name } = asRecord(one);
    return typeof code === "string" && typeof name === "string" ? [{ code, name }] : [];
  });
}
