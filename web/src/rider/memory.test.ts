import { expect, test } from "vitest";
import { browserMemory } from "./memory";
import { readPlaces } from "./place/recent";
import { readSaved } from "./saved/saved";
import { readSettings } from "./settings/settings";
import { readWords } from "./words/labels";

function storage(behaviour: "keeps" | "full" | "refuses"): () => Storage {
  const kept = new Map<string, string>();
  return () => {
    if (behaviour === "refuses") throw new DOMException("no", "SecurityError");
    return {
      getItem: (name: string) => kept.get(name) ?? null,
      setItem(name: string, text: string) {
        if (behaviour === "full") throw new DOMException("full", "QuotaExceededError");
        kept.set(name, text);
      },
      removeItem: (name: string) => void kept.delete(name),
    } as unknown as Storage;
  };
}

test.each(["keeps", "full", "refuses"] as const)("a storage that %s: what is written can be read while the page is open", (behaviour) => {
  const memory = browserMemory(storage(behaviour));
  memory.write("a", { b: [1] });
  expect(memory.read("a")).toEqual({ b: [1] });
  memory.forget("a");
  expect(memory.read("a")).toBeUndefined();
});

test("what a storage keeps outlives the page", () => {
  const kept = storage("keeps");
  browserMemory(kept).write("a", 1);
  expect(browserMemory(kept).read("a")).toBe(1);
});

test.each([undefined, null, 1, "x", [1, "x", null], { a: 1 }, [{ id: 1, code: 2, key: 3 }]])("%o in the memory breaks nothing", (garbage) => {
  expect(readPlaces(garbage)).toEqual([]);
  expect(readSaved(garbage)).toEqual([]);
  expect(readWords({ amenities: garbage })).toEqual({ amenities: [], access: [], kinds: [] });
  expect(readSettings(garbage, ["zh-CN"])).toEqual({ lang: "zh", theme: "auto", large: false, on_phone: true, tells_use: false });
});

test.each([
  [["zh-CN"], "zh"],
  [["en-GB", "zh-TW"], "zh"],
  [["en-US"], "en"],
  [["de", "fr"], "en"],
  [[], "zh"],
])("a phone that speaks %o is spoken to in %s", (languages, lang) => {
  expect(readSettings(undefined, languages).lang).toBe(lang);
});
