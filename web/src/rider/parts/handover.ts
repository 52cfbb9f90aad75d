// The ways out of the page, for where it is open.
import { copyText } from "../../handover/copy";
import { directions } from "../../handover/directions";
import { openDirection } from "../../handover/open_direction";
import { shareStation, stationLink } from "../../handover/share";
import { openLocation } from "../../handover/wechat";
import { whereAmI } from "../../handover/where";
import type { Handover } from "../ports";

const here = whereAmI();
/** The operator's page puts WeChat's own library there, when it is set up. */
const hasWeChatMap = here.inWeChat && "wx" in window;

export const handover: Handover = {
  directions: (target, mode) => directions(target, mode, here),
  openDirection,
  ...(hasWeChatMap && { openInWeChat: (target) => openLocation(target) }),
  shareStation: (station) => shareStation(station),
  stationLink: (code) => stationLink(code),
  copyText,
  async qrSvg(text) {
    const { qrSvg } = await import("../../handover/qr");
    return qrSvg(text);
  },
};
