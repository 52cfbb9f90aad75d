// What the screens need of the other parts. A part that is not there is `undefined`, and what it
// would do is not shown. `wiring.ts` says which parts there are.
import type {
  AreasAnswer,
  FoundPlace,
  NearestAnswer,
  OnTheWayAnswer,
  Problem,
  SiteAnswer,
  Station,
  StationAtDistance,
  StationDetail,
  WordsAnswer,
} from "../api/types";
import type { StationMark } from "../engine/atlas";
import type { Filter, Lang, Mode, NearestQuestion, OnTheWayQuestion, Wgs84 } from "../engine/question";

/** Which single filter, dropped, lets something through. */
export interface Blocker {
  /** A member of the filter, or the word of an amenity. */
  what: Exclude<keyof Filter, "amenities"> | (string & {});
  nearest?: StationAtDistance;
}

/** The phone's own data: answers as the server gives them, without asking it. */
export interface PhoneAtlas {
  /** Whether the schedules still tell something of this instant. */
  holds(now: Date): boolean;
  nearest(question: NearestQuestion, now: Date, lang: Lang): NearestAnswer;
  onTheWay(question: OnTheWayQuestion, now: Date, lang: Lang): OnTheWayAnswer;
  station(code: string, now: Date, lang: Lang): StationDetail | undefined;
  search(q: string, filter: Filter, limit: number, now: Date, lang: Lang): Station[];
  places(q: string, limit: number): FoundPlace[];
  blockers(question: NearestQuestion, now: Date, lang: Lang): Blocker[];
  marks(now: Date): StationMark[];
}

/** Keeps the data on the phone and renews them. */
export interface Keeper {
  /** What is kept; undefined when there is nothing yet. */
  atlas(): Promise<PhoneAtlas | undefined>;
  refresh(): Promise<"new" | "same" | "offline" | "refused">;
  readonly state: KeeperState;
}

export interface KeeperState {
  fetched_at?: Date;
  revision?: number;
  /** Whether the schedules are too old to be believed. */
  stale: boolean;
  /** Whether the browser would not have the data, so that they last only while the page is open. */
  memory_only?: boolean;
}

/** Answers, whoever works them out. Everything throws a `Failure` and nothing else. */
export interface Answers {
  nearest(question: NearestQuestion): Promise<NearestAnswer>;
  onTheWay(question: OnTheWayQuestion): Promise<OnTheWayAnswer>;
  station(code: string): Promise<StationDetail>;
  search(q: string, limit: number): Promise<Station[]>;
  places(q: string, limit: number): Promise<FoundPlace[]>;
  /** Which single filter, dropped, lets something through. */
  blockers(question: NearestQuestion): Promise<Blocker[]>;
}

/** What belongs to the district and changes with a new ledger only. */
export interface District {
  words(): Promise<WordsAnswer>;
  areas(): Promise<AreasAnswer>;
  site(): Promise<SiteAnswer>;
}

export type ReportProblem = "closed" | "moved" | "broken" | "wrong_hours" | "other";

export interface ReportOf {
  problem: ReportProblem;
  amenity?: string;
  text?: string;
  /** JPEG in base64. */
  photo?: string;
}

export interface Sent {
  state: "sent" | "queued" | "refused";
  receipt?: string;
  problem?: Problem;
}

/** One thing that was sent or waits to be. */
export interface Receipt {
  code: string;
  what: ReportProblem | "confirmation";
  state: "queued" | "sent" | "accepted" | "declined" | "refused";
  receipt?: string;
  /** What staff say about it. */
  reason?: string;
  at: Date;
}

/** Reports and confirmations, sent by itself and once when there is signal. */
export interface Outbox {
  report(code: string, report: ReportOf): Promise<Sent>;
  confirm(code: string): Promise<Sent>;
  receipts(): Promise<Receipt[]>;
  /** Calls a listener whenever `receipts` may have changed, until it is called off. */
  onChange(listener: () => void): () => void;
  /** The photo as a small JPEG in base64; undefined when it is no picture that the phone reads. */
  scalePhoto(photo: File): Promise<string | undefined>;
}

export interface Target extends Wgs84 {
  name: string;
  address: string;
}

export interface Direction {
  app: "amap" | "baidu" | "tencent" | "apple" | "geo";
  href: string;
  /** Whether it opens an app, which may not be installed, rather than a page. */
  opensApp: boolean;
  /** The same as a page, for when the app is not there. */
  webHref?: string;
}

/** The way out of the page: to map apps, to other people. */
export interface Handover {
  /** The maps that can show the way here, the likeliest first. */
  directions(target: Target, mode: Mode): Direction[];
  /** "stayed": nothing happened; the page of the same map is to be offered. */
  openDirection(direction: Direction): Promise<"left" | "stayed">;
  /** Opens WeChat's own map, when we are inside and the operator has set that up. */
  openInWeChat?(target: Target): Promise<boolean>;
  shareStation(station: { code: string; name: string; address: string }): Promise<"shared" | "copied" | "dismissed" | "failed">;
  stationLink(code: string): string;
  copyText(text: string): Promise<boolean>;
  qrSvg(text: string): Promise<string>;
}

export interface MapOptions {
  site: SiteAnswer;
  areas: AreasAnswer | undefined;
  lang: Lang;
  theme: "light" | "dark";
  onPick: (code: string) => void;
  onTap: (position: Wgs84) => void;
  /** A person has moved the map to here. */
  onMoved: (centre: Wgs84) => void;
}

export interface RiderMap {
  setMarks(marks: readonly StationMark[]): void;
  /** Makes one station stand out; one that is not among the marks waits until it is. */
  select(code: string | undefined): void;
  setOwnPosition(own: (Wgs84 & { accuracy_m: number | undefined }) | undefined): void;
  setDestination(position: Wgs84 | undefined): void;
  show(position: Wgs84): void;
  /** Shows all of these, as near as possible; nothing happens for none. */
  fit(positions: readonly Wgs84[]): void;
  setTheme(theme: "light" | "dark"): void;
  setLang(lang: Lang): void;
  destroy(): void;
}

/** Undefined when the device cannot show it. */
export type OpenMap = (container: HTMLElement, options: MapOptions) => Promise<RiderMap | undefined>;

/** Tells of demand, for those who agree: a coarse cell, the hour, and whether something was found. */
export interface UsageTeller {
  /** `now_text`: civil time with the district's offset. */
  saw(at: Wgs84, now_text: string, found: boolean): Promise<void>;
}
