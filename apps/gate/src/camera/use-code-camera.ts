import { grabFrame, openScanner } from "@homesafe/ui/scan"
import { type RefObject, useEffect, useRef, useState } from "react"

/** What the camera of this device does now. */
export type CameraSight = "opening" | "seeing" | "refused" | "absent"
/** Which way it looks: at the one who stands before the device, or behind it. */
export type Facing = "environment" | "user"

// Pause between frames without a code, so that the device stays cool.
const PAUSE_MS = 60

/** Whether what was read is all, or the camera goes on looking: some documents are several codes. */
export type Seen = "enough" | "more"

/** Holds the camera while codes are looked for, and calls back with each text until one is enough. */
export function useCodeCamera(
  video: RefObject<HTMLVideoElement | null>,
  { isLooking, facing }: { readonly isLooking: boolean; readonly facing: Facing },
  onText: (text: string) => Promise<Seen>,
): CameraSight {
  const [sight, setSight] = useState<CameraSight>("opening")
  const seen = useRef(onText)
  seen.current = onText
  useEffect(() => {
    if (!isLooking) return
    let isOver = false
    let stream: MediaStream | undefined
    const scanner = openScanner()
    const close = () => {
      for (const track of stream?.getTracks() ?? []) track.stop()
    }
    const look = async () => {
      if (!navigator.mediaDevices) throw new DOMException("no camera in this browser", "NotFoundError")
      stream = await navigator.mediaDevices.getUserMedia({
        audio: false,
        video: { facingMode: { ideal: facing }, width: { ideal: 1280 }, height: { ideal: 720 } },
      })
      const element = video.current
      if (isOver || !element) return close()
      element.srcObject = stream
      await element.play()
      setSight("seeing")
      while (!isOver) {
        const picture = await grabFrame(element)
        const text = picture ? await scanner.look(picture) : null
        if (text !== null && !isOver && (await seen.current(text)) === "enough") return
        await new Promise((resume) => setTimeout(resume, PAUSE_MS))
      }
    }
    setSight("opening")
    look().catch((error: unknown) => {
      const isRefused = error instanceof DOMException && error.name === "NotAllowedError"
      if (!isOver) setSight(isRefused ? "refused" : "absent")
    })
    return () => {
      isOver = true
      close()
      scanner.close()
    }
  }, [isLooking, facing, video])
  return sight
}
