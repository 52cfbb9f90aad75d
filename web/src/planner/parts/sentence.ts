// What is told of a failure: the server's own sentence where it has one.
import { asFailure } from "../../api/failure";

export function sentence(error: unknown, text: { unreachable: string; slow: string }): string {
  const { kind, problem } = asFailure(error);
  return problem?.detail ?? (kind === "offline" ? text.unreachable : text.slow);
}
