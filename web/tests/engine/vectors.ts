// The questions that the Rust side wrote with its answers, and the pack that they are about.
import { readFileSync } from "node:fs";
import { brotliDecompressSync } from "node:zlib";
import type { FullStation, OnTheWayAnswer, Open, StationAtDistance, StationOnTheWay } from "../../src/api/types";
import { Atlas } from "../../src/engine/atlas";
import type { Pack, PlacesPack } from "../../src/engine/pack";
import type { NearestQuestion, OnTheWayQuestion } from "../../src/engine/question";

const folder = new URL("../../../tests/vectors/", import.meta.url);

export interface NearestVector {
  nearest: NearestQuestion;
  now: string;
  stations: Pick<StationAtDistance, "code" | "distance_m" | "travel" | "open">[];
  en: Open["text"][];
}

export interface OnTheWayVector {
  on_the_way: OnTheWayQuestion;
  now: string;
  direct: OnTheWayAnswer["direct"];
  stations: Pick<StationOnTheWay, "code" | "distance_m" | "travel" | "detour" | "open">[];
}

export interface SearchVector {
  search: string;
  now: string;
  codes: string[];
  places: string[];
}

export interface StationVector {
  station: string;
  now: string;
  answer: FullStation;
}

type Vector = NearestVector | OnTheWayVector | SearchVector | StationVector;

const all = JSON.parse(readFileSync(new URL("questions.json", folder), "utf8")) as Vector[];

export const nearestVectors = all.filter((each): each is NearestVector => "nearest" in each);
export const onTheWayVectors = all.filter((each): each is OnTheWayVector => "on_the_way" in each);
export const searchVectors = all.filter((each): each is SearchVector => "search" in each);
export const stationVectors = all.filter((each): each is StationVector => "station" in each);

/** The pack as the server sends it. */
export const packText = (): string => unpacked("pack.json.br");

/** The gazetteer as the server sends it. */
export const placesText = (): string => unpacked("places.json.br");

export function pack(): Pack {
  return JSON.parse(packText()) as Pack;
}

export function atlas(): Atlas {
  return new Atlas(pack(), JSON.parse(placesText()) as PlacesPack);
}

function unpacked(name: string): string {
  return brotliDecompressSync(readFileSync(new URL(name, folder))).toString();
}
