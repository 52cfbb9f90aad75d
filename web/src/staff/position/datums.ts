// From any of the three datums to WGS-84, in which positions are kept.
import type { Wgs84 } from "../../engine/question";
import { fromGcj02, toBd09, toGcj02 } from "../../handover/datum";
import type { Datum } from "./recognise";

/** The position before the shift of a datum, to a millimetre. */
export function toWgs84(position: { lat: number; lon: number }, datum: Datum): Wgs84 {
  const { lat, lon } = position;
  if (datum === "wgs84") return { lat, lon };
  if (datum === "gcj02") return fromGcj02({ lat, lon });
  const ROUNDS = 10;
  let found: Wgs84 = { lat, lon };
  for (let round = 0; round < ROUNDS; round++) {
    const shifted = toBd09(found);
    found = { lat: found.lat + lat - shifted.lat, lon: found.lon + lon - shifted.lon };
  }
  return found;
}

export function fromWgs84(position: Wgs84, datum: Datum): { lat: number; lon: number } {
  if (datum === "wgs84") return position;
  const { lat, lon } = datum === "gcj02" ? toGcj02(position) : toBd09(position);
  return { lat, lon };
}

/** As the ledger keeps it: about a decimetre. */
export function rounded({ lat, lon }: Wgs84): Wgs84 {
  const six = (degrees: number): number => Math.round(degrees * 1e6) / 1e6;
  return { lat: six(lat), lon: six(lon) };
}
