// Shares a link, or copies it where nothing can be shared.

export type Shared = "shared" | "copied" | "failed";

export async function shareLink(title: string, text: string, url: string): Promise<Shared> {
  if ("share" in navigator) {
    try {
      await navigator.share({ title, text, url });
      return "shared";
    } catch (error) {
      if (error instanceof DOMException && error.name === "AbortError") return "shared";
    }
  }
  return (await copyText(`${title}\n${url}`)) ? "copied" : "failed";
}

/** Copies, also where a page has no clipboard: WeChat on older phones, plain HTTP. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyBySelection(text);
  }
}

function copyBySelection(text: string): boolean {
  const field = document.createElement("textarea");
  field.value = text;
  field.style.position = "fixed";
  field.style.opacity = "0";
  document.body.append(field);
  field.select();
  // Long deprecated, and the only way on such phones.
  const copied = (document as unknown as { execCommand(command: string): boolean }).execCommand("copy");
  field.remove();
  return copied;
}
