import { scriptUrl } from "../preference/script-url.ts"
import { fitPicture } from "./fit-picture.ts"
import type { Look, Picture, Sight } from "./scanner.worker.ts"
import workerUrl from "./scanner.worker.ts?worker&url"

/** Looks at pictures, one after the other, in a thread of its own. */
export interface Scanner {
  readonly look: (picture: Picture) => Promise<string | null>
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

/**
 * The camera's picture of this moment. Where the browser can, the frame itself goes to the scanner's thread, and its pixels are never
 * copied on the page's own: the page stays quick on a slow phone.
 */
export async function grabFrame(video: HTMLVideoElement): Promise<Picture | undefined> {
  if (video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA) return undefined
  if (typeof VideoFrame !== "undefined" && typeof OffscreenCanvas !== "undefined") return new VideoFrame(video)
  return grabPicture(video, { width: video.videoWidth, height: video.videoHeight })
}

/** A picture small enough to be read fast: a bitmap where threads can draw, pixels elsewhere. */
export async function grabPicture(
  source: HTMLVideoElement | ImageBitmap,
  size: { readonly width: number; readonly height: number },
): Promise<ImageBitmap | ImageData | undefined> {
  const { width, height } = fitPicture(size)
  if (typeof OffscreenCanvas !== "undefined") {
    return createImageBitmap(source, { resizeWidth: width, resizeHeight: height })
  }
  const canvas = Object.assign(document.createElement("canvas"), { width, height })
  const context = canvas.getContext("2d", { willReadFrequently: true })
  context?.drawImage(source, 0, 0, width, height)
  return context?.getImageData(0, 0, width, height)
}
