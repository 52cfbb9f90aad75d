// @vitest-environment happy-dom
import { afterEach, expect, test, vi } from "vitest";
import { copyText } from "./copy";

afterEach(() => { vi.unstubAllGlobals(); });

/** A phone with a clipboard that takes, refuses or is not there, and with the old way or not. */
function phone(clipboard: "takes" | "refuses" | "absent", old: "copies" | "fails" | "throws"): string[] {
  const copied: string[] = [];
  const writeText = (text: string): Promise<void> => {
    if (clipboard === "refuses") return Promise.reject(new DOMException("no", "NotAllowedError"));
    copied.push(text);
    return Promise.resolve();
  };
  vi.stubGlobal("navigator", { clipboard: clipboard === "absent" ? undefined : { writeText } });
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- it is the old way that is tested
  document.execCommand = () => {
    if (old === "throws") throw new Error("not supported");
    if (old === "fails") return false;
    const field = document.querySelector("textarea");
    copied.push(field?.value.slice(field.selectionStart, field.selectionEnd) ?? "");
    return true;
  };
  return copied;
}

test.each([
  ["takes", "fails", true],
  ["refuses", "copies", true],
  ["absent", "copies", true],
  ["absent", "fails", false],
  ["refuses", "throws", false],
] as const)("with a clipboard that %s and an old way that %s, copying is %s", async (clipboard, old, expected) => {
  const copied = phone(clipboard, old);
  expect(await copyText("https://yizhan.example/s/LZ-1")).toBe(expected);
  expect(copied).toEqual(expected ? ["https://yizhan.example/s/LZ-1"] : []);
  expect(document.querySelector("textarea")).toBeNull();
});

test("whoever had the focus has it again", async () => {
  phone("absent", "copies");
  const button = document.body.appendChild(document.createElement("button"));
  button.focus();
  await copyText("x");
  expect(document.activeElement).toBe(button);
});
