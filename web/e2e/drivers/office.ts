// The office behind the console: it hires people, has stations and knows what riders are told.
// It goes by the command line and the API, so that a test's own steps are those of its story.
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { expect, type APIRequestContext, type APIResponse } from "@playwright/test";

export type Role = "district_administrator" | "editor" | "planner" | "auditor";
export type Facts = Record<string, unknown>;

export interface Account {
  id: string;
  name: string;
  displayName: string;
  password: string;
}

export interface Station {
  code: string;
  name: string;
  version: number;
  facts: Facts;
}

/** A connection that was not used for a while may be closed just when it is used again; nothing of
 *  what was sent has been read then. */
const AGAIN = { maxRetries: 2 };
/** Long enough, and of no kin to the name of an account. */
const PASSWORD = "four calm grey herons";
/** Where tests may build: far from where riders of other tests look. */
export const AREA = { code: "110105040", name: "黑庄户地区", unit: "U040", lon: 116.5869, lat: 39.8678 };
export const OTHER_AREA = { code: "110105043", name: "东湖街道" };

let made = 0;

/** A word that no other test has used. */
export function unique(prefix: string): string {
  made += 1;
  return `${prefix}${process.pid.toString(36)}${String(made)}`;
}

/** The program's own answer to a command. */
export function yizhan(...command: string[]): string {
  return execFileSync(process.env["YIZHAN_BINARY"] ?? "../target/debug/yizhan", command, { input: `${PASSWORD}\n`, encoding: "utf8", stdio: ["pipe", "pipe", "ignore"] });
}

/** Signs somebody in; what comes with it must go with every change. */
export async function enter(request: APIRequestContext, origin: string, { name, password }: Account): Promise<string> {
  const answer = await good(request.post("/admin/v1/session", { ...AGAIN, data: { name, password }, headers: { origin } }));
  return ((await answer.json()) as { csrf: string }).csrf;
}

async function good(asked: Promise<APIResponse>): Promise<APIResponse> {
  const answer = await asked;
  if (!answer.ok()) throw new Error(`${answer.url()} answered ${String(answer.status())}: ${await answer.text()}`);
  return answer;
}

export class Office {
  private constructor(
    private readonly request: APIRequestContext,
    private readonly headers: Record<string, string>,
  ) {}

  /** With a first administrator of its own, made on the command line. */
  static async open(request: APIRequestContext, origin: string): Promise<Office> {
    const name = unique("chief.");
    const database = ["--database", join(process.env["YIZHAN_E2E_FOLDER"] ?? "", "yizhan.db")];
    yizhan("user", "add", name, "--role", "district-administrator", ...database);
    yizhan("user", "set-password", name, ...database);
    const csrf = await enter(request, origin, { id: "", name, displayName: name, password: PASSWORD });
    return new Office(request, { origin, "x-csrf-token": csrf });
  }

  async hires(role: Role, places: { areas?: string[]; units?: string[] } = {}): Promise<Account> {
    const name = unique("clerk.");
    const displayName = `职员${name.slice(6)}`;
    const body = { name, display_name: displayName, role, ...places };
    const { account, setup_link: link } = await this.sends<{ account: { id: string }; setup_link: { link: string } }>("post", "/admin/v1/accounts", body);
    await this.sends("post", "/admin/v1/setup", { token: link.link.split("#setup=")[1], password: PASSWORD });
    return { id: account.id, name, displayName, password: PASSWORD };
  }

  async builds(facts: Facts = {}): Promise<Station> {
    const name = unique("试验驿站");
    // Not two at one place: they would be taken for the same.
    const off = (): number => Math.round((Math.random() - 0.5) * 0.02 * 1e6) / 1e6;
    const { area, lon, lat } = { area: AREA.code, lon: AREA.lon + off(), lat: AREA.lat + off() };
    const body = { name, kind: "union_station", area, unit: AREA.unit, lon, lat, datum: "wgs84", opening_hours: "Mo-Su 09:00-17:00", ...facts };
    const { station } = await this.sends<{ station: Station }>("post", "/admin/v1/stations", body);
    // Lists show it as soon as a snapshot with it has been published.
    await this.tellsRiders(station.code, { code: station.code });
    return { ...station, name: String(station.facts["name"]) };
  }

  async edits(code: string, facts: Facts): Promise<void> {
    const { version } = await this.record(code);
    await this.sends("patch", `/admin/v1/stations/${code}`, facts, { "if-match": `"${String(version)}"` });
  }

  async record(code: string): Promise<Station> {
    return (await good(this.request.get(`/admin/v1/stations/${code}`, AGAIN))).json() as Promise<Station>;
  }

  /** What riders are told of a station. */
  async toldToRiders(code: string): Promise<Facts> {
    return ((await (await this.request.get(`/api/v1/stations/${code}`, AGAIN)).json()) as { station?: Facts }).station ?? {};
  }

  /** Waits until riders are told so: a snapshot is made beside the answers, when there is time. */
  async tellsRiders(code: string, facts: Facts): Promise<void> {
    await expect.poll(() => this.toldToRiders(code), { timeout: 60_000 }).toMatchObject(facts);
  }

  /** A round of verification in the area where tests build. */
  async begins(name: string): Promise<void> {
    await this.sends("post", "/admin/v1/campaigns", { name, due_on: "2099-12-31", areas: [AREA.code] });
  }

  async endsSessionsOf({ id }: Account): Promise<void> {
    await this.sends("delete", `/admin/v1/accounts/${id}/sessions`);
  }

  private async sends<T>(method: "post" | "patch" | "delete", address: string, data?: object, headers: Record<string, string> = {}): Promise<T> {
    const answer = await good(this.request[method](address, { ...AGAIN, ...(data ? { data } : {}), headers: { ...this.headers, ...headers } }));
    return (answer.status() === 204 ? undefined : await answer.json()) as T;
  }
}
