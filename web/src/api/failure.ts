// Why the server's answer did not come, in the kinds that a rider can do something about.
import type { Problem } from "./types";

export type FailureKind =
  /** There is no way to the server: no signal, or it is down. */
  | "offline"
  /** It took longer than anybody waits. */
  | "slow"
  /** Too many questions; `retry_after_s` says when one more is taken. */
  | "busy"
  /** The server is in trouble. */
  | "server"
  /** There is nothing at this address. */
  | "missing"
  /** The question was wrong; `problem` says how. */
  | "refused";

export class Failure extends Error {
  readonly kind: FailureKind;
  readonly problem: Problem | undefined;
  readonly retry_after_s: number | undefined;

  constructor(kind: FailureKind, problem?: Problem, retry_after_s?: number) {
    super(problem?.detail ?? kind);
    this.name = "Failure";
    this.kind = kind;
    this.problem = problem;
    this.retry_after_s = retry_after_s ?? problem?.retry_after_s ?? undefined;
  }
}

/** Whatever was thrown, as a failure; what nobody foresaw counts as trouble of the server. */
export function asFailure(error: unknown): Failure {
  return error instanceof Failure ? error : new Failure("server");
}
