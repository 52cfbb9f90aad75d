// Asks the server what only staff may ask. Addresses, bodies and answers are typed by the
// server's own description of them.
import type { components, paths } from "../api/admin_schema";
import { addressOf } from "../api/client";
import type { Lang } from "../engine/question";

export type Schemas = components["schemas"];
/** What the ledger says of one thing. The description leaves facts to the ledger. */
export type Fact = string | number | readonly string[] | null;
export type Facts = Record<string, Fact | undefined>;
export type StationRecord = Omit<Schemas["StationAnswer"], "facts"> & { facts: Facts };
export type Change = Schemas["ChangeAnswer"];
export type FactProblem = Schemas["FactProblem"];
export type Version = Schemas["VersionAnswer"];
export type Problem = Schemas["AdminProblem"];

type Method = "get" | "post" | "put" | "patch" | "delete";
type Address = keyof paths;
type Operation<P extends Address, M extends Method> = paths[P][M];
type Responses<P extends Address, M extends Method> = Operation<P, M> extends { responses: infer R } ? R : never;
type Content<R> = R extends { content: { "application/json": infer T } } ? T : never;
type Good<R> = R extends { 200: infer T } ? T : R extends { 201: infer T } ? T : R extends { 202: infer T } ? T : never;

/** What an address answers to a method. */
export type AnswerTo<P extends Address, M extends Method> = Content<Good<Responses<P, M>>>;

export interface Asking {
  path?: Record<string, string | number>;
  query?: Record<string, string | number | boolean | undefined>;
  body?: unknown;
  /** The bytes of a file instead of a body in JSON. */
  file?: Blob;
  /** The version that was seen, for a change. */
  version?: number;
  /** So that sending it again does nothing twice. */
  key?: string;
}

/** Why it was not done, in a sentence of the server's or of ours. */
export class Refusal extends Error {
  constructor(
    /** 0 when the server cannot be reached. */
    readonly status: number,
    readonly problem: Problem | undefined,
  ) {
    super(problem?.detail ?? String(status));
    this.name = "Refusal";
  }

  is(type: string): boolean {
    return this.problem?.type === `/problems/${type}`;
  }
}

export interface Api {
  /** Throws a `Refusal` and nothing else. */
  ask<P extends Address, M extends Method & keyof paths[P]>(method: M, address: P, asking?: Asking): Promise<AnswerTo<P, M>>;
  /** A file, as it comes. Throws a `Refusal` and nothing else. */
  fetch(address: string, asking?: Asking): Promise<Response>;
}

interface Door {
  lang(): Lang;
  csrf(): string | undefined;
  /** The session is over: resolves when somebody has signed in again. */
  enterAgain(): Promise<void>;
}

/** Not signed in, or not any more. */
const NOT_SIGNED_IN = "not-signed-in";

export function createApi(door: Door): Api {
  const once = async (method: string, address: string, asking: Asking): Promise<Response> => {
    const response = await sent(method, address, asking, door).catch(() => undefined);
    if (response === undefined) throw new Refusal(0, undefined);
    if (!response.ok) throw new Refusal(response.status, await problemOf(response));
    return response;
  };
  const answered = async (method: string, address: string, asking: Asking): Promise<Response> => {
    try {
      return await once(method, address, asking);
    } catch (error) {
      const isOver = error instanceof Refusal && (error.is(NOT_SIGNED_IN) || error.is("csrf-token"));
      if (!isOver || address === "/admin/v1/session") throw error;
      // Whatever was being done goes on after signing in again: nothing typed is lost.
      await door.enterAgain();
      return once(method, address, asking);
    }
  };
  return {
    async ask<P extends Address, M extends Method & keyof paths[P]>(method: M, address: P, asking: Asking = {}) {
      const response = await answered(method, address, asking);
      return (response.status === 204 ? undefined : await response.json()) as AnswerTo<P, M>;
    },
    fetch: (address, asking = {}) => answered("get", address, asking),
  };
}

function sent(method: string, address: string, asking: Asking, door: Door): Promise<Response> {
  const headers: Record<string, string> = { "accept-language": door.lang() === "zh" ? "zh-CN" : "en" };
  const csrf = door.csrf();
  if (method !== "get" && csrf !== undefined) headers["x-csrf-token"] = csrf;
  if (asking.body !== undefined) headers["content-type"] = "application/json";
  if (asking.file !== undefined) headers["content-type"] = "application/octet-stream";
  if (asking.version !== undefined) headers["if-match"] = `"${String(asking.version)}"`;
  if (asking.key !== undefined) headers["idempotency-key"] = asking.key;
  const { path = {}, query = {} } = asking;
  const body = asking.file ?? (asking.body === undefined ? null : JSON.stringify(asking.body));
  return fetch(addressOf(address, { path, query }), { method: method.toUpperCase(), headers, body });
}

async function problemOf(response: Response): Promise<Problem | undefined> {
  if (!response.headers.get("content-type")?.startsWith("application/problem+json")) return undefined;
  return response.json().catch(() => undefined) as Promise<Problem | undefined>;
}
