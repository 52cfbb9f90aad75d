// Puts a text into the clipboard, also where the browser has no clipboard for pages: inside
// WeChat, on old phones, and on pages that came without HTTPS.

/** Whether the text is in the clipboard now. To be called while a tap is being handled. */
export async function copyText(text: string): Promise<boolean> {
  // On such pages and phones `navigator.clipboard` is not there, whatever its type says.
  const clipboard = navigator.clipboard as Clipboard | undefined;
  try {
    if (clipboard) {
      await clipboard.writeText(text);
      return true;
    }
  } catch {
    // Refused: the old way may still be allowed.
  }
  return copyBySelection(text);
}

function copyBySelection(text: string): boolean {
  const focused = document.activeElement;
  const field = document.createElement("textarea");
  field.value = text;
  // Read-only, so that no keyboard comes up; large letters, so that iOS does not zoom in.
  field.readOnly = true;
  field.style.cssText = "position:fixed;top:0;left:0;opacity:0;font-size:16px";
  document.body.append(field);
  field.select();
  field.setSelectionRange(0, text.length);
  try {
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- the only way without a clipboard
    return document.execCommand("copy");
  } catch {
    return false;
  } finally {
    field.remove();
    if (focused instanceof HTMLElement) focused.focus();
  }
}
