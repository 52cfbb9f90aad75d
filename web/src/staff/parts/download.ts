// A file of our own server, saved under the name that the server gives it.
import type { Api } from "../../account/api";

/** Throws a `Refusal` when there is no such file for whoever asks. */
export async function download(api: Api, address: string, query: Record<string, string | undefined>): Promise<void> {
  const response = await api.fetch(address, { query });
  const name = /filename="([^"]+)"/.exec(response.headers.get("content-disposition") ?? "")?.[1] ?? "download";
  const link = document.createElement("a");
  link.href = URL.createObjectURL(await response.blob());
  link.download = name;
  link.click();
  setTimeout(() => { URL.revokeObjectURL(link.href); }, 60_000);
}
