// Shares a station: by the phone's own sheet, or as a link in the clipboard.
import { copyText } from "./copy";

export interface Shared {
  code: string;
  name: string;
  address: string;
}

export type ShareOutcome =
  | "shared"
  /** The link is in the clipboard: say so. */
  | "copied"
  /** The person closed the sheet: say nothing. */
  | "dismissed"
  /** Neither worked: show the link to be copied by hand. */
  | "failed";

/** What of the browser is needed; given by tests. */
export interface Sharer {
  origin: string;
  /** Not there inside WeChat, on desks and without HTTPS. */
  share: ((data: ShareData) => Promise<void>) | undefined;
  copy(text: string): Promise<boolean>;
}

/** A station's own address, as it stands on its plaque. */
export function stationLink(code: string, origin: string = location.origin): string {
  return `${origin}/s/${encodeURIComponent(code)}`;
}

/** To be called while a tap is being handled: browsers share for nobody else. */
export async function shareStation(station: Shared, sharer: Sharer = browser()): Promise<ShareOutcome> {
  const url = stationLink(station.code, sharer.origin);
  if (sharer.share) {
    const text = [station.name, station.address].filter(Boolean).join(" · ");
    try {
      await sharer.share({ title: station.name, text, url });
      return "shared";
    } catch (error) {
      if (error instanceof DOMException && error.name === "AbortError") return "dismissed";
    }
  }
  return (await sharer.copy(url)) ? "copied" : "failed";
}

function browser(): Sharer {
  const share = "share" in navigator ? (data: ShareData) => navigator.share(data) : undefined;
  return { origin: location.origin, share, copy: copyText };
}
