// A photo made small on the phone. What the camera noted in it (place, time, device) does not
// survive the canvas; which way is up is taken from there first.

/** The longer side, pixels. */
export const MAX_SIDE_PX = 1600;
const QUALITY = 0.8;

/** JPEG in base64; undefined when the file is no picture that this phone can read. */
export async function smallJpeg(file: Blob): Promise<string | undefined> {
  try {
    const picture = await read(file);
    const { width, height } = fitted(picture.width, picture.height);
    const canvas = document.createElement("canvas");
    canvas.width = width;
    canvas.height = height;
    const paper = canvas.getContext("2d");
    if (paper === null) return undefined;
    // JPEG knows no transparency; what is transparent would become black.
    paper.fillStyle = "#fff";
    paper.fillRect(0, 0, width, height);
    paper.drawImage(picture, 0, 0, width, height);
    if ("close" in picture) picture.close();
    const [head, base64] = canvas.toDataURL("image/jpeg", QUALITY).split(",");
    // A canvas that cannot do it (too large, too little memory) answers otherwise.
    return head === "data:image/jpeg;base64" ? base64 : undefined;
  } catch {
    return undefined;
  }
}

/** The size of a picture that is scaled down, never up, until it fits. Pixels, 1 at least. */
export function fitted(width: number, height: number): { width: number; height: number } {
  const scale = Math.min(1, MAX_SIDE_PX / Math.max(width, height));
  const side = (length: number): number => Math.max(1, Math.round(length * scale));
  return { width: side(width), height: side(height) };
}

async function read(file: Blob): Promise<ImageBitmap | HTMLImageElement> {
  if ("createImageBitmap" in globalThis) {
    return await createImageBitmap(file, { imageOrientation: "from-image" });
  }
  // Older phones. An address of the data and not of the file, which the page may not show.
  const picture = new Image();
  picture.src = await dataUrl(file);
  await picture.decode();
  return picture;
}

function dataUrl(file: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => {
      resolve(reader.result as string);
    };
    reader.onerror = () => {
      reject(new Error("the file cannot be read"));
    };
    reader.readAsDataURL(file);
  });
}
