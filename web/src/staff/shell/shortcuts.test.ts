import { expect, test } from "vitest";
import { shortcutOf, type Shortcut } from "./shortcuts";

const NONE = { metaKey: false, ctrlKey: false, altKey: false };

test.each<[string, object, boolean, Shortcut | undefined]>([
  ["⌘K", { key: "k", metaKey: true }, false, "search"],
  ["Ctrl K, also while typing", { key: "K", ctrlKey: true }, true, "search"],
  ["a slash", { key: "/" }, false, "filter"],
  ["a slash that is typed", { key: "/" }, true, undefined],
  ["a question mark", { key: "?" }, false, "help"],
  ["the browser's own Ctrl /", { key: "/", ctrlKey: true }, false, undefined],
  ["any letter", { key: "k" }, false, undefined],
])("%s", (_, event, isTyping, shortcut) => {
  expect(shortcutOf({ key: "", ...NONE, ...event }, isTyping)).toBe(shortcut);
});
