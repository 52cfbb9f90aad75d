// Whatever has just been written can be taken back, as one step, from the foot of the page.
import type { Staff } from "../staff";
import { sentence } from "../../account/sentence";

interface UndoWords {
  undo: string;
  undone: string;
  offline: string;
  trouble: string;
}

/** Says what was done, with a way back where one may undo. */
export function sayDone(staff: Staff, words: UndoWords, text: string, revisions: readonly number[], after: () => Promise<void> | void): void {
  const { api, session, told } = staff;
  if (!session.may("undo_change") || revisions.length === 0) {
    told.say({ text, tone: "done" });
    return;
  }
  const run = async (): Promise<void> => {
    try {
      for (const number of [...revisions].reverse()) {
        await api.ask("post", "/admin/v1/revisions/{number}/undo", { path: { number }, body: {} });
      }
      told.say({ text: words.undone, tone: "done" });
    } catch (error) {
      told.say({ text: sentence(error, words), tone: "trouble" });
    }
    await after();
  };
  told.say({ text, tone: "done", action: { label: words.undo, run } });
}
