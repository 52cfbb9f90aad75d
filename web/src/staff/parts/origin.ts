// Who wrote something and from where, as people read it.
import type { Version } from "../../account/api";

/** The name without the identifier behind it. */
export function actorName(actor: string): string {
  return actor.split("@")[0] ?? actor;
}

export function originWords(version: Version, words: { fromRow: (file: string, row: number) => string; version: (n: number) => string }): string {
  const { origin, sheet, row } = version;
  const file = [origin.file, sheet].filter(Boolean).join(" · ");
  if (row !== null && row !== undefined) return words.fromRow(file, row);
  if (origin.restored_version) return words.version(origin.restored_version);
  return file;
}
