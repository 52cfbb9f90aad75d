// What amenities, ways in and kinds are called. The server knows; the phone remembers.
import { shallowRef, type Ref } from "vue";
import type { Word, WordsAnswer } from "../../api/types";
import type { Lang } from "../../engine/question";
import { asRecord, type Memory } from "../memory";

export interface Labels {
  /** Every amenity, in the order in which they are shown. */
  readonly amenities: Readonly<Ref<readonly Word[]>>;
  /** The label of an amenity, a way in or a kind; the word itself until it is known. */
  readonly of: (word: string) => string;
  /** Asks for them, when there is time. */
  refresh(): Promise<void>;
}

const NAME = "words";

export function keepLabels(memory: Memory, ask: () => Promise<WordsAnswer>, lang: () => Lang): Labels {
  const amenities = shallowRef<readonly Word[]>([]);
  const labels = shallowRef(new Map<string, Word>());

  function take(words: Partial<WordsAnswer>): void {
    const { amenities: offered = [], access = [], kinds = [] } = words;
    amenities.value = offered;
    labels.value = new Map([...offered, ...access, ...kinds].map((word) => [word.key, word]));
  }

  take(readWords(memory.read(NAME)));
  return {
    amenities,
    of: (word) => labels.value.get(word)?.[lang()] ?? word,
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
  return { amenities: asWords(amenities), access: asWords(access), kinds: asWords(kinds) };
}

function asWords(value: unknown): Word[] {
  if (!Array.isArray(value)) return [];
  return value.filter((one: unknown): one is Word => {
    const { key, zh, en } = asRecord(one);
    return typeof key === "string" && typeof zh === "string" && typeof en === "string";
  });
}
