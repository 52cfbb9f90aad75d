// A link as a picture that another phone's camera reads. To be imported when it is asked for.
import { renderSVG } from "uqr";

/** Light modules around the code: what the standard (ISO/IEC 18004) asks for. */
const QUIET_ZONE = 4;

/**
 * The code as an SVG text. Black on white in the dark as well: many cameras read no other.
 * It takes the width of what it stands in.
 */
export function qrSvg(text: string): string {
  return renderSVG(text, { ecc: "M", border: QUIET_ZONE, whiteColor: "#fff", blackColor: "#000" });
}
