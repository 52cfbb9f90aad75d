// What the page remembers from one time to the next. A browser may refuse to keep anything, or
// be full: then it is remembered while the page is open, and nothing else changes.

export interface Memory {
  read(name: string): unknown;
  write(name: string, value: unknown): void;
  forget(name: string): void;
}

const PREFIX = "yizhan.";

export function browserMemory(storage: () => Storage): Memory {
  const here = new Map<string, string>();
  return {
    read(name) {
      try {
        return parse(storage().getItem(PREFIX + name) ?? here.get(name));
      } catch {
        return parse(here.get(name));
      }
    },
    write(name, value) {
      const text = JSON.stringify(value);
      here.set(name, text);
      try {
        storage().setItem(PREFIX + name, text);
      } catch {
        // Refused or full: `here` has it.
      }
    },
    forget(name) {
      here.delete(name);
      try {
        storage().removeItem(PREFIX + name);
      } catch {
        // Refused: there is nothing to forget.
      }
    },
  };
}

/** An older version, or another page, may have written anything. */
function parse(text: string | undefined): unknown {
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** Narrows what was remembered; the readers check every member that they use. */
export function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}

export function asStrings(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
}
