import { execFileSync } from "node:child_process"
import path from "node:path"

// Tilted, noisy, badly lit.
const AT_A_DOOR = [
  "scale=-2:660",
  "pad=1280:720:(ow-iw)/2:(oh-ih)/2:color=0x5a6660",
  "rotate=4.5*PI/180:fillcolor=0x5a6660",
  "perspective=x0=30:y0=12:x1=1250:y1=0:x2=0:y2=712:x3=1280:y3=700",
  "eq=brightness=-0.06:contrast=0.85",
  "noise=alls=22:allf=t",
].join(",")

/** Renders a poster's PDF and films it as a phone at a door would see it. Gives the film's path. */
export function filmPoster(pdf: string, name: string): string {
  const picture = renderPage(pdf, name, 110)
  const film = picture.replace(/\.png$/, ".mjpeg")
  filmStill(picture, AT_A_DOOR, film)
  return film
}

/** The same as one photo: what an operator takes of a poster that hangs. Gives the file's path. */
export function photographPoster(pdf: string, name: string): string {
  const picture = renderPage(pdf, name, 110)
  const photo = picture.replace(/\.png$/, ".jpg")
  ffmpeg(["-i", picture, "-vf", AT_A_DOOR, "-frames:v", "1", "-q:v", "4", photo])
  return photo
}

/** Films a picture for eight frames; the browser's camera plays them again and again. */
export function filmStill(picture: string, as: string, film: string): void {
  const still = ["-framerate", "10", "-loop", "1", "-t", "0.8", "-i", picture, "-vf", as]
  ffmpeg([...still, "-c:v", "mjpeg", "-q:v", "4", "-pix_fmt", "yuvj420p", film])
}

function renderPage(pdf: string, name: string, dotsPerInch: number): string {
  const base = path.join(path.dirname(pdf), name)
  execFileSync("pdftoppm", ["-png", "-r", String(dotsPerInch), "-singlefile", pdf, base])
  return `${base}.png`
}

function ffmpeg(args: readonly string[]): void {
  execFileSync("ffmpeg", ["-y", "-loglevel", "error", ...args])
}

/** What a decoder reads in a poster's PDF. */
export function readPoster(pdf: string): string {
  return readCodes(pdf).join("\n")
}

/** Every code that a decoder finds on a page of a PDF; on a page with several they may say the same. */
export function readCodes(pdf: string, page = 1): string[] {
  const base = pdf.replace(/\.pdf$/, `-read-${page}`)
  const only = ["-f", String(page), "-l", String(page)]
  execFileSync("pdftoppm", ["-png", "-r", "150", "-singlefile", ...only, pdf, base])
  return execFileSync("zbarimg", ["-q", "--raw", `${base}.png`], { encoding: "utf8" })
    .trim()
    .split("\n")
}
