import { execFileSync } from "node:child_process"
import path from "node:path"

/** Renders a poster's PDF and films it as a phone at a door would see it: tilted, noisy, badly lit. Gives the film's path. */
export function filmPoster(pdf: string, name: string): string {
  const base = path.join(path.dirname(pdf), name)
  execFileSync("pdftoppm", ["-png", "-r", "110", "-singlefile", pdf, base])
  const film = `${base}.mjpeg`
  const filters = [
    "scale=-2:660",
    "pad=1280:720:(ow-iw)/2:(oh-ih)/2:color=0x5a6660",
    "rotate=4.5*PI/180:fillcolor=0x5a6660",
    "perspective=x0=30:y0=12:x1=1250:y1=0:x2=0:y2=712:x3=1280:y3=700",
    "eq=brightness=-0.06:contrast=0.85",
    "noise=alls=22:allf=t",
  ]
  execFileSync(
    "ffmpeg",
    [
      "-y",
      "-loglevel",
      "error",
      "-loop",
      "1",
      "-i",
      `${base}.png`,
      "-t",
      "2",
      "-r",
      "10",
      "-vf",
      filters.join(","),
    ].concat(["-c:v", "mjpeg", "-q:v", "4", "-pix_fmt", "yuvj420p", film]),
  )
  return film
}

/** What a decoder reads in a poster's PDF. */
export function readPoster(pdf: string): string {
  const base = pdf.replace(/\.pdf$/, "-read")
  execFileSync("pdftoppm", ["-png", "-r", "150", "-singlefile", pdf, base])
  return execFileSync("zbarimg", ["-q", "--raw", `${base}.png`], { encoding: "utf8" }).trim()
}
