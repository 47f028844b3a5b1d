// Above this many pixels a side a code is not read better, only later.
const LONGEST_SIDE = 1280

/** The size at which a picture is looked at: its own, or smaller with the same proportions. Pixels. */
export function fitPicture({ width, height }: { readonly width: number; readonly height: number }): {
  readonly width: number
  readonly height: number
} {
  const scale = Math.min(1, LONGEST_SIDE / Math.max(width, height))
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) }
}
