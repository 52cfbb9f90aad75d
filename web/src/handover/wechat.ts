// What is different inside WeChat: it opens no other app, but has a map of its own, which a page
// may open when the operator's account has signed it for WeChat's JS-SDK.
import { toGcj02 } from "./datum";
import type { Target } from "./directions";

/** WeChat's JS-SDK, as much of it as is used. */
export interface WeChatSdk {
  config(signed: Signature & { jsApiList: string[] }): void;
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

/** The operator's signature of a page, in the SDK's words. */
export interface Signature {
  appId: string;
  timestamp: number;
  nonceStr: string;
  signature: string;
}

/** What is needed of the browser and the server; given by tests. */
export interface WeChatNeeds {
  loadSdk(): Promise<WeChatSdk>;
  /** The address of the page as WeChat knows it. */
  address(): string;
  sign(address: string): Promise<Signature>;
}

/** Opens WeChat's own map at a door; false when it cannot: show the other ways. */
export type OpenInWeChat = (target: Target) => Promise<boolean>;

/** How near WeChat's map begins, 1 to 28: the street and the next crossing. */
const SCALE = 17;

/** How long all of it may take, so that somebody who waits is shown the other ways. */
const WAIT_MS = 8000;

/** How long a verification takes of whose end the SDK does not tell. */
const VERIFYING_MS = 1000;

export function weChatMap(needs: WeChatNeeds): OpenInWeChat {
  let verified: string | undefined;

  async function open(target: Target): Promise<boolean> {
    const sdk = await needs.loadSdk();
    const page = needs.address();
    const wasVerified = verified;
    if (page !== verified) {
      verified = undefined;
      await verify(sdk, await needs.sign(page));
      verified = page;
    }
    if (await show(sdk, target)) return true;
    if (wasVerified === undefined || wasVerified === page) return false;
    // A page whose address has changed is verified anew, but the SDK says that it is ready as
    // soon as it was once, and its map refuses until it is again.
    await new Promise((resolve) => setTimeout(resolve, VERIFYING_MS));
    return show(sdk, target);
  }

  return (target) => {
    const waited = new Promise<false>((resolve) => setTimeout(() => { resolve(false); }, WAIT_MS));
    return Promise.race([open(target).catch(() => false), waited]);
  };
}

/** Hands the signature over to WeChat, which checks it with its own server. */
function verify(sdk: WeChatSdk, signature: Signature): Promise<void> {
  return new Promise((resolve, reject) => {
    sdk.config({ ...signature, jsApiList: ["openLocation"] });
    // It says that it is ready even after an error, which therefore has to be heard first.
    sdk.error(() => { reject(new Error("WeChat does not take the signature")); });
    sdk.ready(resolve);
  });
}

function show(sdk: WeChatSdk, target: Target): Promise<boolean> {
  const { lat, lon } = toGcj02(target);
  return new Promise((resolve) => {
    sdk.openLocation({
      latitude: lat,
      longitude: lon,
      name: target.name,
      address: target.address,
      scale: SCALE,
      success: () => { resolve(true); },
      fail: () => { resolve(false); },
    });
  });
}
