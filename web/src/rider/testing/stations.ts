// Stations for tests: only what a test is about need be said.
import type { Open, StationAtDistance } from "../../api/types";
import type { Memory } from "../memory";

export function open(partial: Partial<Open> = {}): Open {
  return { state: "open", at: "2026-11-21T19:50:00+08:00", until: null, then: null, minutes_left: null, text: "营业中", ...partial };
}

export function station(code: string, partial: Partial<StationAtDistance> = {}): StationAtDistance {
  const walk_s = partial.travel?.walk_s ?? 60;
  return {
    code,
    name: `驿站 ${code}`,
    kind: "union_station",
    address: "湖东路1号",
    host: "",
    status: "open",
    tags: [],
    needs_check: false,
    provenance: "ledger",
    round_the_clock: false,
    amenities: [],
    out_of_order: [],
    access: [],
    lon: 116.4,
    lat: 39.9,
    open: open(),
    distance_m: walk_s,
    travel: { walk_s, ebike_s: Math.ceil(walk_s / 3), estimated: true },
    ...partial,
  };
}

export function travelling(code: string, walk_s: number, ebike_s: number, distance_m: number): StationAtDistance {
  return station(code, { distance_m, travel: { walk_s, ebike_s, estimated: true } });
}

/** A memory that lasts as long as the test. */
export function memoryOf(kept: Record<string, unknown> = {}): Memory & { kept: Record<string, unknown> } {
  return {
    kept,
    read: (name) => kept[name],
    write: (name, value) => { kept[name] = JSON.parse(JSON.stringify(value)); },
    forget: (name) => { Reflect.deleteProperty(kept, name); },
  };
}
