import { scriptUrl } from "@homesafe/ui"
import type { Look, Sight } from "./scanner.worker.ts"
import workerUrl from "./scanner.worker.ts?worker&url"

/** Looks at pictures, one after the other, in a thread of its own. */
export interface Scanner {
  readonly look: (picture: ImageBitmap | ImageData) => Promise<string | null>
  readonly close: () => void
}

/** Starts the scanner's thread; its decoder gets ready at once. */
export function openScanner(): Scanner {
  const worker = new Worker(scriptUrl(workerUrl, import.meta.env.BASE_URL), { type: "module", name: "scanner" })
  const waiting = new Map<number, (text: string | null) => void>()
  let last = 0
  worker.onmessage = ({ data }: MessageEvent<Sight>) => {
    waiting.get(data.id)?.(data.text)
    waiting.delete(data.id)
  }
  return {
    look(picture) {
      const id = ++last
      const message: Look = { id, picture }
      return new Promise((resolve) => {
        waiting.set(id, resolve)
        worker.postMessage(message, picture instanceof ImageData ? [] : [picture])
      })
    },
    close() {
      worker.terminate()
      for (const resolve of waiting.values()) resolve(null)
    },
  }
}

// Above this many pixels a side a code is not read better, only later.
const LONGEST_SIDE = 1280

/** A picture small enough to be read fast: a bitmap where threads can draw, pixels elsewhere. */
export async function grabPicture(
  source: HTMLVideoElement | ImageBitmap,
  size: { readonly width: number; readonly height: number },
): Promise<ImageBitmap | ImageData | undefined> {
  const scale = Math.min(1, LONGEST_SIDE / Math.max(size.width, size.height))
  const width = Math.max(1, Math.round(size.width * scale))
  const height = Math.max(1, Math.round(size.height * scale))
  if (typeof OffscreenCanvas !== "undefined") {
    return createImageBitmap(source, { resizeWidth: width, resizeHeight: height })
  }
  const canvas = Object.assign(document.createElement("canvas"), { width, height })
  const context = canvas.getContext("2d", { willReadFrequently: true })
  context?.drawImage(source, 0, 0, width, height)
  return context?.getImageData(0, 0, width, height)
}

/** Reads a code from a photo: as it is, then made larger in case the code is small in a large picture. */
export async function readPhoto(scanner: Scanner, file: Blob): Promise<string | null> {
  const whole = await createImageBitmap(file).catch(() => undefined) // not a picture
  if (!whole) return null
  const small = await grabPicture(whole, whole)
  const text = small ? await scanner.look(small) : null
  return text ?? (await scanner.look(whole))
}
