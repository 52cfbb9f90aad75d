// WeChat around the page: what it says of itself, and its JS-SDK, which no test fetches.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";

export const WECHAT_ON_ANDROID =
  "Mozilla/5.0 (Linux; Android 12; M2007J20CT) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/116.0.0.0 " +
  "Mobile Safari/537.36 MMWEBID/1 MicroMessenger/8.0.47.2560 WeChat/arm64 Language/zh_CN";

const SDK = "https://res.wx.qq.com/**";

interface Config {
  appId: string;
  timestamp: number;
  nonceStr: string;
  signature: string;
  jsApiList: string[];
}

interface Place {
  latitude: number;
  longitude: number;
  name: string;
}

export class WeChat {
  /** How often the page has asked WeChat's host. */
  asked = 0;

  constructor(private readonly page: Page) {}

  /** Answers for WeChat's host, with an SDK that notes what it is told. */
  async isThere(): Promise<void> {
    await this.page.route(SDK, async (route) => {
      this.asked++;
      await route.fulfill({ contentType: "text/javascript", body: `(${standIn.toString()})()` });
    });
  }

  async isOutOfReach(): Promise<void> {
    await this.page.route(SDK, (route) => {
      this.asked++;
      return route.abort();
    });
  }

  /** What the page has told the SDK. */
  async wasTold(): Promise<{ config?: Config; place?: Place }> {
    return this.page.evaluate(() => (window as { told?: { config?: Config; place?: Place } }).told ?? {});
  }

  /** Whether WeChat, which knows the ticket too, would take the signature for a page. */
  takes({ nonceStr, timestamp, signature }: Config, address: string): boolean {
    const ticket = readFileSync(join(process.env["YIZHAN_E2E_FOLDER"] ?? "", "jsapi_ticket"), "utf8").trim();
    const signed = `jsapi_ticket=${ticket}&noncestr=${nonceStr}&timestamp=${timestamp}&url=${address}`;
    return createHash("sha1").update(signed).digest("hex") === signature;
  }
}

/** Runs in the page instead of WeChat's own. */
function standIn(): void {
  const told: { config?: unknown; place?: unknown } = {};
  const wx = {
    config: (config: unknown) => { told.config = config; },
    error: () => undefined,
    ready: (begin: () => void) => { begin(); },
    openLocation: (place: { success(): void }) => {
      told.place = place;
      place.success();
    },
  };
  Object.assign(window, { wx, told });
}
