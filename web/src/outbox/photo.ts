// A photo made small on the phone. What the camera noted in it (place, time, device) does not
// survive the canvas.

/** The longer side, pixels. */
const MAX_SIDE_PX = 1600;
const QUALITY = 0.8;

/** JPEG in base64; undefined when the file is no picture that this phone can read. */
export async function smallJpeg(file: Blob): Promise<string | undefined> {
  try {
    const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
    const scale = Math.min(1, MAX_SIDE_PX / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(picture.width * scale);
    canvas.height = Math.round(picture.height * scale);
    canvas.getContext("2d")?.drawImage(picture, 0, 0, canvas.width, canvas.height);
    picture.close();
    return canvas.toDataURL("image/jpeg", QUALITY).split(",")[1];
  } catch {
    return undefined;
  }
}
