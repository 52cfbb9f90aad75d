import { expect, test } from "vitest";
import { addressForWeChat } from "./wechat_page";

const FIRST = "https://yizhan.example/?from=singlemessage#near";
const NOW = "https://yizhan.example/s/LZ-1#top";

test.each([
  ["ios", FIRST, "https://yizhan.example/?from=singlemessage"],
  ["ios", undefined, "https://yizhan.example/s/LZ-1"],
  ["android", FIRST, "https://yizhan.example/s/LZ-1"],
  ["desktop", FIRST, "https://yizhan.example/s/LZ-1"],
] as const)("on %s a page opened at %s is signed as %s", (platform, opened, address) => {
  expect(addressForWeChat({ platform, inWeChat: true }, opened, NOW)).toBe(address);
});
