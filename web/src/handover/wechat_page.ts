// The page inside WeChat: loads WeChat's JS-SDK, and knows what WeChat takes its address for.
import type { WeChatSdk } from "./wechat";
import type { Where } from "./where";

/** The server's policy lets the page ask this host only where the operator has an account. */
const SDK_ADDRESS = "https://res.wx.qq.com/open/js/jweixin-1.6.0.js";

let loading: Promise<WeChatSdk> | undefined;

/** Loads the SDK once; after a failure it may be tried again. */
export function loadSdk(): Promise<WeChatSdk> {
  loading ??= load().catch((error: unknown) => {
    loading = undefined;
    throw error;
  });
  return loading;
}

function load(): Promise<WeChatSdk> {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = SDK_ADDRESS;
    script.onload = () => {
      const { wx } = window as { wx?: WeChatSdk };
      if (wx) resolve(wx);
      else reject(new Error("WeChat's JS-SDK is another than expected"));
    };
    script.onerror = () => {
      script.remove();
      reject(new Error("WeChat's JS-SDK did not load"));
    };
    document.head.append(script);
  });
}

/**
 * The address that WeChat checks a signature against, without `#`. On iOS it knows a page by the
 * address at which it was opened, wherever the page has gone by itself since.
 */
export function addressForWeChat(where: Where, opened: string | undefined = openedAt(), now: string = location.href): string {
  const [address = ""] = ((where.platform === "ios" ? opened : undefined) ?? now).split("#");
  return address;
}

function openedAt(): string | undefined {
  return performance.getEntriesByType("navigation")[0]?.name;
}
