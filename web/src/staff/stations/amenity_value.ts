// What the ledger says of one amenity: `yes`, hours of its own, `out_of_order` with a day and a
// reason, or hours and then that.

export interface Provision {
  /** Its own hours; null when they are the station's. */
  hours: string | null;
  broken: { since: string | null; reason: string } | null;
}

const BROKEN = "out_of_order";

export function readProvision(text: unknown): Provision | undefined {
  if (typeof text !== "string" || text === "") return undefined;
  const at = text.indexOf(BROKEN);
  const hours = (at < 0 ? text : text.slice(0, at)).trim();
  return { hours: hours === "" || hours === "yes" ? null : hours, broken: at < 0 ? null : readBroken(text.slice(at + BROKEN.length).trim()) };
}

function readBroken(text: string): { since: string | null; reason: string } {
  const since = /^\d{4}-\d\d-\d\d/.exec(text)?.[0] ?? null;
  return { since, reason: text.slice(since?.length ?? 0).trim() };
}

export function writeProvision(provision: Provision | undefined): string | null {
  if (provision === undefined) return null;
  const { hours, broken } = provision;
  const words = [hours ?? "", ...(broken === null ? [] : [BROKEN, broken.since ?? "", broken.reason.trim()])];
  const text = words.filter((word) => word !== "").join(" ");
  return text === "" ? "yes" : text;
}
