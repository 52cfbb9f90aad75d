// A file of our own server, saved under the name that the server gives it.
import { addressOf } from "../../api/client";
import { Refusal, type Problem } from "../api";

export async function download(address: string, query: Record<string, string | undefined>): Promise<void> {
  const response = await fetch(addressOf(address, { query })).catch(() => undefined);
  if (response === undefined) throw new Refusal(0, undefined);
  if (!response.ok) throw new Refusal(response.status, (await response.json().catch(() => undefined)) as Problem | undefined);
  const name = /filename="([^"]+)"/.exec(response.headers.get("content-disposition") ?? "")?.[1] ?? "download";
  const link = document.createElement("a");
  link.href = URL.createObjectURL(await response.blob());
  link.download = name;
  link.click();
  setTimeout(() => { URL.revokeObjectURL(link.href); }, 60_000);
}
