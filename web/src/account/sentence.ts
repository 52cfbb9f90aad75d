// What somebody is told when something was not done: the server's own sentence where it has one.
import { Failure } from "../api/failure";
import { Refusal } from "./api";

export function sentence(error: unknown, words: { offline: string; trouble: string }): string {
  if (!(error instanceof Refusal) && !(error instanceof Failure)) return words.trouble;
  if (error.problem !== undefined) return error.problem.detail;
  const isOffline = error instanceof Refusal ? error.status === 0 : error.kind === "offline";
  return isOffline ? words.offline : words.trouble;
}
