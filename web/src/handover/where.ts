// Where the page is open: on which system, and whether inside WeChat.

export interface Where {
  platform: "android" | "ios" | "desktop";
  /** WeChat opens no other app, and often keeps neither a worker nor a clipboard. */
  inWeChat: boolean;
}

/** What browsers say of themselves; given by tests. */
export type SaysOfItself = Pick<Navigator, "userAgent" | "maxTouchPoints">;

export function whereAmI({ userAgent, maxTouchPoints }: SaysOfItself = navigator): Where {
  return { platform: platform(userAgent, maxTouchPoints), inWeChat: /MicroMessenger/i.test(userAgent) };
}

function platform(userAgent: string, maxTouchPoints: number): Where["platform"] {
  if (/iPhone|iPad|iPod/.test(userAgent)) return "ios";
  // HarmonyOS opens the same addresses as Android.
  if (/Android|HarmonyOS|OpenHarmony/.test(userAgent)) return "android";
  // An iPad says that it is a Macintosh, but those have no touch screen.
  if (userAgent.includes("Macintosh") && maxTouchPoints > 1) return "ios";
  return "desktop";
}
