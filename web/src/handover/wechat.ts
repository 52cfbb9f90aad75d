// What is different inside WeChat: it opens no other app, but has a map of its own, which a page
// may open when the operator has signed it for WeChat's JS-SDK.
import { toGcj02 } from "./datum";
import type { Target } from "./directions";
import { whereAmI } from "./where";

/** WeChat's JS-SDK, as much of it as is used. The operator's page puts it on `window`. */
export interface WeChatSdk {
  ready(begin: () => void): void;
  error(fail: () => void): void;
  openLocation(place: {
    latitude: number;
    longitude: number;
    name: string;
    address: string;
    scale: number;
    success(): void;
    fail(): void;
  }): void;
}

export function inWeChat(): boolean {
  return whereAmI().inWeChat;
}

/** How near WeChat's map begins, 1 to 28: the street and the next crossing. */
const SCALE = 17;

/** How long the SDK may take to say that it is ready. */
const WAIT_MS = 2000;

/** Opens WeChat's own map at a door; false when it cannot: show the other ways. */
export function openLocation(target: Target, sdk: WeChatSdk | undefined = sdkOfPage()): Promise<boolean> {
  if (!sdk) return Promise.resolve(false);
  return new Promise((resolve) => {
    const fail = (): void => { resolve(false); };
    setTimeout(fail, WAIT_MS);
    sdk.error(fail);
    sdk.ready(() => {
      const { lat, lon } = toGcj02(target);
      sdk.openLocation({
        latitude: lat,
        longitude: lon,
        name: target.name,
        address: target.address,
        scale: SCALE,
        success: () => { resolve(true); },
        fail,
      });
    });
  });
}

function sdkOfPage(): WeChatSdk | undefined {
  return (window as { wx?: WeChatSdk }).wx;
}
