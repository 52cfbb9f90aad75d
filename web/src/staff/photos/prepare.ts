// A file that somebody has chosen, as it can be sent: formats that only this browser reads, and
// photos that are too large for the server, are written anew as JPEG.

export interface Prepared {
  file: Blob;
  /** To look at it; to be revoked when it is done with. */
  url: string;
}

/** What the server takes; see `src/domain/photo.rs`. */
const MAX_BYTES = 8 * 1024 * 1024;
const MAX_PIXELS = 16_000_000;
const READ_BY_SERVER = ["image/jpeg", "image/png", "image/webp"];
const QUALITY = 0.92;

/** The photo to send; undefined when the browser cannot read it as a picture. */
export async function prepared(chosen: Blob): Promise<Prepared | undefined> {
  try {
    const picture = await createImageBitmap(chosen, { imageOrientation: "from-image" });
    const { width, height } = picture;
    const fits = chosen.size <= MAX_BYTES && width * height <= MAX_PIXELS && READ_BY_SERVER.includes(chosen.type);
    const file = fits ? chosen : await asJpeg(picture);
    picture.close();
    return { file, url: URL.createObjectURL(file) };
  } catch {
    return undefined;
  }
}

/** The size of a picture that is scaled down, never up, to so many pixels. */
export function within(width: number, height: number, pixels: number): { width: number; height: number } {
  const scale = Math.min(1, Math.sqrt(pixels / (width * height)));
  return { width: Math.max(1, Math.floor(width * scale)), height: Math.max(1, Math.floor(height * scale)) };
}

async function asJpeg(picture: ImageBitmap): Promise<Blob> {
  const { width, height } = within(picture.width, picture.height, MAX_PIXELS / 2);
  const canvas = new OffscreenCanvas(width, height);
  const paper = canvas.getContext("2d");
  if (paper === null) throw new Error("no canvas");
  // JPEG knows no transparency; what is transparent would become black.
  paper.fillStyle = "#fff";
  paper.fillRect(0, 0, width, height);
  paper.drawImage(picture, 0, 0, width, height);
  return canvas.convertToBlob({ type: "image/jpeg", quality: QUALITY });
}
