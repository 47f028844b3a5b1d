import { grabFrame, openScanner, type Scanner } from "@homesafe/ui/scan"
import { type RefObject, useEffect, useRef, useState } from "react"
import { chooseFacing, type Facing, readFacing } from "./choose-facing.ts"

/** What the camera can do now. */
export interface CameraState {
  readonly state: "opening" | "seeing" | "refused" | "absent"
  readonly hasTorch: boolean
  readonly isTorchOn: boolean
  /** Zoom steps; none where the camera has no zoom. */
  readonly zooms: readonly number[]
  readonly zoom: number
  /** True where the device has another camera to switch to. */
  readonly hasOther: boolean
}

// Not in the DOM types: Image Capture's constraints (W3C mediacapture-image).
interface LensAbilities {
  readonly torch?: boolean
  readonly zoom?: { readonly min: number; readonly max: number }
}

const CLOSED: CameraState = {
  state: "opening",
  hasTorch: false,
  isTorchOn: false,
  zooms: [],
  zoom: 1,
  hasOther: false,
}
// Pause between frames without a code, so that the phone stays cool; a look takes some 10 ms.
const PAUSE_MS = 40

/** Holds the camera while the page is shown, looks at frame after frame, and calls back with the first text. */
export function useCamera(
  video: RefObject<HTMLVideoElement | null>,
  isLooking: boolean,
  onText: (text: string) => void,
): CameraState & {
  readonly facing: Facing
  readonly setTorch: (on: boolean) => void
  readonly setZoom: (zoom: number) => void
  readonly switchCamera: () => void
  readonly scanner: () => Scanner
  readonly retry: () => void
} {
  const [camera, setCamera] = useState(CLOSED)
  const [attempt, setAttempt] = useState(0)
  const [facing, setFacing] = useState(readFacing)
  const track = useRef<MediaStreamTrack | null>(null)
  const scanner = useRef<Scanner | null>(null)
  const seen = useRef(onText)
  seen.current = onText
  const eyeOf = () => {
    scanner.current ??= openScanner()
    return scanner.current
  }

  useEffect(
    () => () => {
      scanner.current?.close()
      scanner.current = null
    },
    [],
  )

  // biome-ignore lint/correctness/useExhaustiveDependencies: an attempt more opens the camera again.
  useEffect(() => {
    if (!isLooking) return
    let isOver = false
    let stream: MediaStream | undefined
    const see = async () => {
      const element = video.current
      // The decoder gets ready while the camera opens; where there is none, it is not needed before a photo is. A page that was left
      // meanwhile starts no thread: nobody would end it.
      void countCameras().then((cameras) => void (cameras > 0 && !isOver && eyeOf()))
      stream = await openStream(facing)
      if (isOver || !element) return closeStream(stream)
      const eye = eyeOf()
      element.srcObject = stream
      await element.play()
      track.current = stream.getVideoTracks()[0] ?? null
      const hasOther = (await countCameras()) > 1
      if (isOver) return
      setCamera({ ...CLOSED, ...abilitiesOf(track.current), hasOther, state: "seeing" })
      while (!isOver) {
        const picture = await grabFrame(element)
        const text = picture ? await eye.look(picture) : null
        if (text !== null && !isOver) return seen.current(text)
        await new Promise((resume) => setTimeout(resume, PAUSE_MS))
      }
    }
    setCamera(CLOSED)
    see().catch((error: unknown) => {
      const isRefused = error instanceof DOMException && error.name === "NotAllowedError"
      if (!isOver) setCamera({ ...CLOSED, state: isRefused ? "refused" : "absent" })
    })
    return () => {
      isOver = true
      track.current = null
      closeStream(stream)
    }
  }, [isLooking, attempt, facing])

  const apply = (wish: { torch?: boolean; zoom?: number }) =>
    track.current?.applyConstraints({ advanced: [wish as MediaTrackConstraintSet] }) // as: see LensAbilities
  return {
    ...camera,
    facing,
    scanner: eyeOf,
    retry: () => setAttempt((before) => before + 1),
    switchCamera() {
      const other = facing === "environment" ? "user" : "environment"
      chooseFacing(other)
      setFacing(other)
    },
    setTorch(on) {
      void apply({ torch: on })?.then(() => setCamera((now) => ({ ...now, isTorchOn: on })))
    },
    setZoom(zoom) {
      void apply({ zoom })?.then(() => setCamera((now) => ({ ...now, zoom })))
    },
  }
}

async function openStream(facing: Facing): Promise<MediaStream> {
  if (!navigator.mediaDevices) throw new DOMException("no camera in this browser", "NotFoundError")
  return navigator.mediaDevices.getUserMedia({
    audio: false,
    video: { facingMode: { ideal: facing }, width: { ideal: 1280 }, height: { ideal: 720 } },
  })
}

function closeStream(stream: MediaStream | undefined): void {
  for (const each of stream?.getTracks() ?? []) each.stop()
}

async function countCameras(): Promise<number> {
  const devices = (await navigator.mediaDevices?.enumerateDevices().catch(() => [])) ?? [] // not told: nothing to switch to
  return devices.filter(({ kind }) => kind === "videoinput").length
}

function abilitiesOf(track: MediaStreamTrack | null): Pick<CameraState, "hasTorch" | "zooms"> {
  const abilities = (track?.getCapabilities?.() ?? {}) as LensAbilities // as: see LensAbilities
  const { zoom } = abilities
  const zooms = zoom && zoom.max >= 2 ? [1, 2, 4].filter((step) => step >= zoom.min && step <= zoom.max) : []
  return { hasTorch: abilities.torch === true, zooms }
}
