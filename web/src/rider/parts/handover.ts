// The ways out of the page, for where it is open.
import type { Client } from "../../api/client";
import type { SiteAnswer } from "../../api/types";
import { copyText } from "../../handover/copy";
import { directions } from "../../handover/directions";
import { openDirection } from "../../handover/open_direction";
import { shareStation, stationLink } from "../../handover/share";
import { whereAmI } from "../../handover/where";
import type { Handover } from "../ports";

export interface HandoverNeeds {
  client: Client;
  /** Whose site this is; undefined while nobody has told. */
  site(): Promise<SiteAnswer | undefined>;
}

export async function openHandover(needs: HandoverNeeds): Promise<Handover> {
  const here = whereAmI();
  const hasWeChatMap = here.inWeChat && (await needs.site())?.has_wechat;
  return {
    directions: (target, mode) => directions(target, mode, here),
    openDirection,
    ...(hasWeChatMap && { openInWeChat: await openWeChat(needs.client) }),
    shareStation: (station) => shareStation(station),
    stationLink: (code) => stationLink(code),
    copyText,
    async qrSvg(text) {
      const { qrSvg } = await import("../../handover/qr");
      return qrSvg(text);
    },
  };
}

async function openWeChat(client: Client): Promise<Handover["openInWeChat"] & object> {
  const [{ weChatMap }, { addressForWeChat, loadSdk }] = await Promise.all([
    import("../../handover/wechat"),
    import("../../handover/wechat_page"),
  ]);
  // It takes its time; whoever looks for the way is about to want it.
  loadSdk().catch(() => undefined);
  return weChatMap({
    loadSdk,
    address: () => addressForWeChat(whereAmI()),
    async sign(url) {
      const { app_id, timestamp_s, nonce, signature } = await client.get("/api/v1/wechat/signature", { query: { url } });
      return { appId: app_id, timestamp: timestamp_s, nonceStr: nonce, signature };
    },
  });
}
