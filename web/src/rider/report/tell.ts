// Tells somebody what became of what they have just sent.
import { useText } from "../../i18n";
import { reportText } from "../../i18n/report";
import { say } from "../../ui/say";
import type { Sent } from "../ports";

export function useTell(): (sent: Sent, thanks: string) => void {
  const text = useText(reportText);
  return (sent, thanks) => {
    const words = { sent: thanks, queued: text.value.queued, refused: sent.problem?.detail ?? text.value.refused };
    say(words[sent.state]);
  };
}
