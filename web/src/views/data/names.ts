// Cases by the names of their ends; a code is told by the name of its place.
import { usePlaces } from "../../api/places.ts";
import type { Case } from "./types.ts";

const CODE = /^[A-Z]{5}$/;

/** Names of the places that cases give by their code. */
export function useNames(cases: readonly Case[]): ReadonlyMap<string, string> {
  const codes = cases.flatMap(({ origin, destination }) => [origin, destination]).filter((one) => CODE.test(one));
  return new Map([...usePlaces(codes)].map(([code, { name }]) => [code, name]));
}

/** From where to where. */
export function journeyOf({ origin, destination }: Case, names: ReadonlyMap<string, string>): string {
  return `${names.get(origin) ?? origin} – ${names.get(destination) ?? destination}`;
}
