// Opens an app, and notices when nothing happened: an address of an app that is not installed
// does nothing at all, and the person must be offered the page instead.
import type { Direction } from "./directions";

/** How long a phone takes to put an app in front of the page, with some to spare. */
const WAIT_MS = 1800;

/** What of the browser is needed; given by tests. */
export interface Opener {
  go(href: string): void;
  isHidden(): boolean;
  /** Tells once when the page goes out of sight. */
  onHidden(tell: () => void): void;
}

/** "left": something was opened. "stayed": the page is still in front; offer `webHref`. */
export async function openDirection(direction: Direction, opener: Opener = browser): Promise<"left" | "stayed"> {
  const hidden = new Promise<"left">((resolve) => { opener.onHidden(() => { resolve("left"); }); });
  opener.go(direction.href);
  if (!direction.opensApp) return "left";
  const waited = new Promise<"left" | "stayed">((resolve) => {
    setTimeout(() => { resolve(opener.isHidden() ? "left" : "stayed"); }, WAIT_MS);
  });
  return Promise.race([hidden, waited]);
}

const browser: Opener = {
  go: (href) => { location.href = href; },
  isHidden: () => document.hidden,
  onHidden: (tell) => { document.addEventListener("visibilitychange", tell, { once: true }); },
};
