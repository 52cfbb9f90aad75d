// What amenities, ways in and kinds are called. The server knows; the phone remembers.
import { shallowRef, type Ref } from "vue";
import type { AmenityWord, Word, WordsAnswer } from "../../api/types";
import type { Lang } from "../../engine/question";
import { asRecord, type Memory } from "../memory";

export interface Labels {
  /** The amenities that are offered, in the order in which they are shown. */
  readonly amenities: Readonly<Ref<readonly AmenityWord[]>>;
  /** The label of an amenity, a way in or a kind; the word itself until it is known. */
  readonly of: (word: string) => string;
  /** The name of its icon; the word itself until it is known. */
  readonly iconOf: (word: string) => string;
  /** Whether it is an amenity that is no longer offered. */
  readonly isRetired: (word: string) => boolean;
  /** Asks for them, when there is time. */
  refresh(): Promise<void>;
}

const NAME = "words";

export function keepLabels(memory: Memory, ask: () => Promise<WordsAnswer>, lang: () => Lang): Labels {
  const amenities = shallowRef<readonly AmenityWord[]>([]);
  const all = shallowRef(new Map<string, AmenityWord>());
  const labels = shallowRef(new Map<string, Word>());

  function take(words: Partial<WordsAnswer>): void {
    const { amenities: known = [], access = [], kinds = [] } = words;
    amenities.value = known.filter(({ retired }) => !retired);
    all.value = new Map(known.map((word) => [word.key, word]));
    labels.value = new Map([...known, ...access, ...kinds].map((word) => [word.key, word]));
  }

  take(readWords(memory.read(NAME)));
  return {
    amenities,
    of: (word) => labels.value.get(word)?.[lang()] ?? word,
    iconOf: (word) => all.value.get(word)?.icon ?? word,
    isRetired: (word) => all.value.get(word)?.retired ?? false,
    async refresh() {
      try {
        const words = await ask();
        take(words);
        memory.write(NAME, words);
      } catch {
        // Those of the last time do, or the icons alone.
      }
    },
  };
}

export function readWords(remembered: unknown): Pick<WordsAnswer, "amenities" | "access" | "kinds"> {
  const { amenities, access, kinds } = asRecord(remembered);
  return { amenities: asWords(amenities).map(asAmenity), access: asWords(access), kinds: asWords(kinds) };
}

/** What an earlier version of this page has kept has neither icon nor fate. */
function asAmenity(word: Word): AmenityWord {
  const { icon, retired } = asRecord(word);
  return { ...word, icon: typeof icon === "string" ? icon : word.key, retired: retired === true };
}

function asWords(value: unknown): Word[] {
  if (!Array.isArray(value)) return [];
  return value.filter((one: unknown): one is Word => {
    const { key, zh, en } = asRecord(one);
    return typeof key === "string" && typeof zh === "string" && typeof en === "string";
  });
}
