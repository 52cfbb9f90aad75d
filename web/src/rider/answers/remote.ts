// Answers of the server, until the phone has the data itself.
import type { Client } from "../../api/client";
import { Failure } from "../../api/failure";
import type { NearestAnswer } from "../../api/types";
import type { NearestQuestion, OnTheWayQuestion } from "../../engine/question";
import type { Answers, Blocker, District } from "../ports";

export function remoteAnswers(client: Client): Answers {
  const nearest = (question: NearestQuestion): Promise<NearestAnswer> =>
    client.get("/api/v1/stations/nearest", { query: queryOf(question) });
  return {
    nearest,
    onTheWay: (question) => client.get("/api/v1/stations/on-the-way", { query: queryOf(question) }),
    station: (code) => client.get("/api/v1/stations/{code}", { path: { code } }),
    async search(q, limit) {
      return (await client.get("/api/v1/stations", { query: { q, limit } })).stations;
    },
    async places(q, limit) {
      return (await client.get("/api/v1/places", { query: { q, limit } })).places;
    },
    async blockers(question) {
      const asked = withoutEach(question).map(async ({ what, rest }): Promise<Blocker[]> => {
        const [station] = (await nearest({ ...rest, limit: 1 })).stations;
        return station ? [{ what, nearest: station }] : [];
      });
      return (await Promise.all(asked)).flat();
    },
  };
}

function queryOf(question: NearestQuestion | OnTheWayQuestion): Record<string, string | number | boolean | undefined> {
  const { amenities, access, ...rest } = question;
  return { ...rest, amenities: amenities?.join(","), access: access?.join(",") };
}

/** The question with each of its filters left out in turn. */
export function withoutEach(question: NearestQuestion): { what: string; rest: NearestQuestion }[] {
  const { amenities = [], ...others } = question;
  const single = (["open", "round_the_clock", "kind", "access", "area"] as const)
    .filter((what) => question[what] !== undefined)
    .map((what) => ({ what, rest: without(question, what) }));
  const each = amenities.map((what) => {
    const left = amenities.filter((amenity) => amenity !== what);
    return { what, rest: left.length > 0 ? { ...others, amenities: left } : others };
  });
  return [...single, ...each];
}

function without(question: NearestQuestion, what: keyof NearestQuestion): NearestQuestion {
  return Object.fromEntries(Object.entries(question).filter(([name]) => name !== what)) as unknown as NearestQuestion;
}

export function remoteDistrict(client: Client): District {
  return {
    words: () => client.get("/api/v1/amenities"),
    areas: () => client.get("/api/v1/areas"),
    site: () => client.get("/api/v1/site"),
  };
}

/** Whether another source may know what this one could not tell. */
export function mayAskElsewhere(error: unknown): boolean {
  return error instanceof Failure && error.kind !== "refused" && error.kind !== "missing";
}
