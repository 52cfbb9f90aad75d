// Asks the server what planners may ask. Addresses, bodies and answers are typed by the server's
// own description of them.
import { Failure } from "../api/failure";
import type { components } from "../api/admin_schema";
import { addressOf, type Parameters } from "../api/client";
import type { Lang } from "../engine/question";

export type Schemas = components["schemas"];
export type Search = Schemas["SearchAnswer"];
export type SearchOrder = Schemas["SearchRequest"];
export type Comparison = Schemas["ComparisonAnswer"];
export type Change = Schemas["ScenarioChange"];
export type Scenario = Schemas["ScenarioAnswer"];
export type Layer = Schemas["LayerAnswer"];
type Problem = Schemas["AdminProblem"];

export interface Asking extends Parameters {
  method?: "GET" | "POST" | "PUT" | "DELETE";
  body?: unknown;
  /** The bytes of a file in place of a body in JSON. */
  file?: Blob;
  /** The version that was seen, for a change. */
  version?: number;
  signal?: AbortSignal;
}

export interface Api {
  /** Throws a `Failure` and nothing else, but for what `signal` has broken off. */
  ask<T>(address: string, asking?: Asking): Promise<T>;
}

/** Whether a failure says that one has to sign in (again). */
export function isNotSignedIn(error: unknown): boolean {
  const type = error instanceof Failure ? error.problem?.type : undefined;
  return type === "/problems/not-signed-in" || type === "/problems/csrf-token";
}

export function createApi(lang: () => Lang, csrf: () => string | undefined): Api {
  return {
    async ask<T>(address: string, asking: Asking = {}): Promise<T> {
      const { method = "GET", body, file, version, signal } = asking;
      const headers: Record<string, string> = { "accept-language": lang() === "zh" ? "zh-CN" : "en" };
      const token = csrf();
      if (method !== "GET" && token !== undefined) headers["x-csrf-token"] = token;
      if (body !== undefined) headers["content-type"] = "application/json";
      if (file !== undefined) headers["content-type"] = "application/octet-stream";
      if (version !== undefined) headers["if-match"] = `"${String(version)}"`;
      const sent = file ?? (body === undefined ? null : JSON.stringify(body));
      let response: Response;
      try {
        response = await fetch(addressOf(address, asking), { method, headers, body: sent, signal: signal ?? null });
      } catch (error) {
        if (signal?.aborted) throw error;
        throw new Failure("offline");
      }
      if (!response.ok) throw new Failure(response.status >= 500 ? "server" : "refused", await problemOf(response));
      return (response.status === 204 ? undefined : await response.json()) as T;
    },
  };
}

async function problemOf(response: Response): Promise<Problem | undefined> {
  if (!response.headers.get("content-type")?.startsWith("application/problem+json")) return undefined;
  return response.json().catch(() => undefined) as Promise<Problem | undefined>;
}
