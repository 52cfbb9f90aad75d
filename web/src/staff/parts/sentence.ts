// What somebody is told when something was not done.
import { Refusal } from "../api";

export function sentence(error: unknown, words: { offline: string; trouble: string }): string {
  if (!(error instanceof Refusal)) return words.trouble;
  if (error.problem !== undefined) return error.problem.detail;
  return error.status === 0 ? words.offline : words.trouble;
}
