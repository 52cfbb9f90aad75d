// Search by what people type, as the server's `src/index/search.rs` does it: name, alias,
// address, host, code; in characters, in pinyin, in initials.

/** Longest query that is read, in characters. */
const MAX_QUERY_CHARS = 64;

/** Words that people put behind a name or leave out. */
const AFFIXES = ["街道办事处", "地区办事处", "街道", "社区", "地区", "办事处"];

/** How well one term fits one text; smaller is better. */
const FIT = {
  wholeName: 0,
  nameBegins: 1,
  nameHolds: 2,
  pinyinOfNameBegins: 3,
  aliasHolds: 4,
  pinyinOfNameHolds: 5,
  pinyinOfAliasHolds: 6,
  otherHolds: 7,
  scattered: 8,
};

/** What can be found of one thing, folded by {@link searchKey}. */
export interface SearchText {
  name: string;
  aliases: string[];
  others: string[];
}

/** The readings of each character, without tones. */
export type Readings = ReadonlyMap<string, readonly string[]>;

/** From reading → characters, as the server sends it, to character → readings. */
export function readingsOf(pinyin: Readonly<Record<string, string>>): Readings {
  const readings = new Map<string, string[]>();
  for (const [reading, characters] of Object.entries(pinyin)) {
    for (const character of characters) {
      const known = readings.get(character);
      if (known === undefined) readings.set(character, [reading]);
      else known.push(reading);
    }
  }
  return readings;
}

/** Two texts with the same key are the same to a person who searches. */
export function searchKey(text: string): string {
  return text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[^\p{Alphabetic}\p{N}]/gu, "");
}

/** Where the texts stand that hold every term of the query, best first. */
export function find(query: string, texts: readonly SearchText[], readings: Readings): number[] {
  const terms = wordsOf(query);
  if (terms.length === 0) return [];
  const whole = ranked(texts, (text) => sum(terms, (term) => fit(term, text, readings)));
  if (whole.length > 0) return whole;
  return ranked(texts, (text) => sum(terms, (term) => scatteredFit(term, text, readings)));
}

function ranked(
  texts: readonly SearchText[],
  qualityOf: (text: SearchText) => number | undefined,
): number[] {
  const found: { at: number; quality: number; chars: number }[] = [];
  for (const [at, text] of texts.entries()) {
    const quality = qualityOf(text);
    if (quality !== undefined) found.push({ at, quality, chars: Array.from(text.name).length });
  }
  found.sort((a, b) => a.quality - b.quality || a.chars - b.chars || a.at - b.at);
  return found.map((fitting) => fitting.at);
}

function sum(terms: string[], qualityOf: (term: string) => number | undefined): number | undefined {
  let quality = 0;
  for (const term of terms) {
    const one = qualityOf(term);
    if (one === undefined) return undefined;
    quality += one;
  }
  return quality;
}

function fit(term: string, text: SearchText, readings: Readings): number | undefined {
  const { name, aliases, others } = text;
  if (name === term) return FIT.wholeName;
  const at = name.indexOf(term);
  if (at === 0) return FIT.nameBegins;
  if (at > 0) return FIT.nameHolds;
  const isSpoken = /[a-z]/.test(term);
  // Initials come before the other names: two letters stand in many a romanized name.
  const spokenAt = isSpoken ? findPinyin(term, name, readings) : undefined;
  if (spokenAt === 0) return FIT.pinyinOfNameBegins;
  if (aliases.some((alias) => alias.includes(term))) return FIT.aliasHolds;
  if (isSpoken) {
    if (spokenAt !== undefined) return FIT.pinyinOfNameHolds;
    if (aliases.some((alias) => findPinyin(term, alias, readings) !== undefined)) {
      return FIT.pinyinOfAliasHolds;
    }
  }
  return others.some((other) => other.includes(term)) ? FIT.otherHolds : undefined;
}

/** Whether the characters stand in the name or an alias in this order, others between. */
function scatteredFit(term: string, text: SearchText, readings: Readings): number | undefined {
  const inOrder = (haystack: string): boolean => {
    let from = 0;
    for (const wanted of term) {
      const at = haystack.indexOf(wanted, from);
      if (at < 0) return false;
      from = at + wanted.length;
    }
    return true;
  };
  const scattered = inOrder(text.name) || inOrder(text.aliases.join("\u{2}"));
  return fit(term, text, readings) ?? (scattered ? FIT.scattered : undefined);
}

/** The first character from which on a text can be read as the pattern, whole or begun. */
function findPinyin(pattern: string, text: string, readings: Readings): number | undefined {
  const characters = Array.from(text);
  for (const start of characters.keys()) {
    if (reads(pattern, 0, characters, start, readings)) return start;
  }
  return undefined;
}

function reads(
  pattern: string,
  from: number,
  characters: readonly string[],
  at: number,
  readings: Readings,
): boolean {
  if (from === pattern.length) return true;
  const character = characters[at];
  if (character === undefined) return false;
  const goesOn = (length: number): boolean =>
    reads(pattern, from + length, characters, at + 1, readings);
  if (pattern.startsWith(character, from) && goesOn(character.length)) return true;
  return (readings.get(character) ?? []).some(
    (reading) =>
      // The last syllable may be only begun.
      reading.startsWith(pattern.slice(from)) ||
      (pattern.startsWith(reading, from) && goesOn(reading.length)) ||
      (pattern[from] === reading[0] && goesOn(1)),
  );
}

/** The words of a query, folded as the texts are. */
function wordsOf(query: string): string[] {
  const short = Array.from(query).slice(0, MAX_QUERY_CHARS).join("");
  const parted = AFFIXES.reduce((text, affix) => text.replaceAll(affix, " "), short);
  const folded = (text: string): string[] =>
    text.split(/\s+/u).map(searchKey).filter((word) => word !== "");
  const words = folded(parted);
  return words.length > 0 ? words : folded(short);
}
