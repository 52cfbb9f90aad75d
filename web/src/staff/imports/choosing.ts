// Which rows of a plan are written: those that can be, without those that somebody unticked.

/** Rows in these states can be written. */
export const WRITABLE: readonly string[] = ["new", "changed"];
/** Rows in these states are in the way unless they are left out. */
const IN_THE_WAY: readonly string[] = ["conflict", "wrong", "not_allowed"];

type Counts = Readonly<Record<string, number>>;

const sum = (counts: Counts, states: readonly string[]): number => states.reduce((all, state) => all + (counts[state] ?? 0), 0);

/** How many rows will be written. */
export function written(counts: Counts, unticked: ReadonlySet<number>): number {
  return sum(counts, WRITABLE) - unticked.size;
}

/** How many will not, although somebody may have meant them. */
export function leftOut(counts: Counts, unticked: ReadonlySet<number>): number {
  return sum(counts, IN_THE_WAY) + unticked.size;
}

/** What the server is to leave out: all rows of the states in the way, and the unticked. */
export function without(counts: Counts, unticked: ReadonlySet<number>): (number | string)[] {
  return [...[...unticked].sort((one, other) => one - other), ...IN_THE_WAY.filter((state) => (counts[state] ?? 0) > 0)];
}
