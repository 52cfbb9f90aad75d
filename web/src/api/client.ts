// Asks the server. Every address and its types come from the OpenAPI document.
import type { Lang } from "../engine/question";
import { Failure, type FailureKind } from "./failure";
import type { paths } from "./schema";
import type { Problem } from "./types";

/** The addresses that can be read. */
export type Readable = {
  [P in keyof paths]: paths[P] extends { get: { responses: { 200: { content: object } } } }
    ? P
    : never;
}[keyof paths];

type Get<P extends Readable> = paths[P]["get"];
type Content<P extends Readable> = Get<P>["responses"][200]["content"];

/** What an address answers with. */
export type AnswerOf<P extends Readable> = Content<P>[keyof Content<P>];

/** What stands in an address and behind its question mark; what is undefined is left out. */
export interface Parameters {
  path?: Record<string, string | number>;
  query?: Record<string, string | number | boolean | undefined>;
}

type Fetch = (address: string, init: RequestInit) => Promise<Response>;

export interface ClientOptions {
  /** The language of the sentences in answers. */
  lang(): Lang;
  /** Told of every answer; the clock learns from its `Date`. */
  onAnswer?(response: Response): void;
  fetch?: Fetch;
  timeout_ms?: number;
}

export interface Client {
  /** Throws a `Failure` and nothing else. */
  get<P extends Readable>(address: P, parameters?: Parameters): Promise<AnswerOf<P>>;
}

/** Longer than a bad connection takes, shorter than patience in the rain. */
const TIMEOUT_MS = 12_000;

export function createClient(options: ClientOptions): Client {
  const ask = options.fetch ?? ((address, init) => fetch(address, init));
  return {
    async get<P extends Readable>(address: P, parameters: Parameters = {}): Promise<AnswerOf<P>> {
      // AbortSignal.timeout is younger than the phones that this is for.
      const patience = new AbortController();
      const timer = setTimeout(() => { patience.abort(); }, options.timeout_ms ?? TIMEOUT_MS);
      const { signal } = patience;
      const headers = { "accept-language": options.lang() === "zh" ? "zh-CN" : "en" };
      try {
        const response = await ask(addressOf(address, parameters), { headers, signal });
        options.onAnswer?.(response);
        if (!response.ok) throw await failureOf(response);
        return (await response.json()) as AnswerOf<P>;
      } catch (error) {
        throw error instanceof Failure ? error : new Failure(signal.aborted ? "slow" : "offline");
      } finally {
        clearTimeout(timer);
      }
    },
  };
}

/** The address with its parameters filled in. */
export function addressOf(address: string, { path = {}, query = {} }: Parameters): string {
  const filled = address.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(String(path[name])),
  );
  // What asks for nothing is left out: the server takes an empty value for a mistake.
  const given = Object.entries(query).filter(([, value]) => value !== undefined && String(value) !== "");
  const asked = new URLSearchParams(given.map(([name, value]) => [name, String(value)]));
  return given.length > 0 ? `${filled}?${asked.toString()}` : filled;
}

async function failureOf(response: Response): Promise<Failure> {
  const retryAfter = Number(response.headers.get("retry-after") ?? Number.NaN);
  return new Failure(
    kindOf(response.status),
    await problemIn(response),
    Number.isFinite(retryAfter) ? retryAfter : undefined,
  );
}

function kindOf(status: number): FailureKind {
  if (status === 404 || status === 410) return "missing";
  if (status === 429) return "busy";
  return status >= 500 ? "server" : "refused";
}

/** A proxy on the way may answer with something else than a problem. */
async function problemIn(response: Response): Promise<Problem | undefined> {
  if (!response.headers.get("content-type")?.startsWith("application/problem+json")) return undefined;
  try {
    return (await response.json()) as Problem;
  } catch {
    return undefined;
  }
}
