import { saveFile } from "@homesafe/ui"

/** What a drawing's look is made of; the file has no style sheet, so that each shape carries its own. */
const LOOK = [
  "fill",
  "stroke",
  "stroke-width",
  "stroke-dasharray",
  "opacity",
  "font-size",
  "font-weight",
  "font-family",
]

/** Pixels of a picture's file for each of the page: sharp on paper and on a wall. */
const SCALE = 3
/** Browsers draw no canvas with a side that is longer. */
const LONGEST_SIDE = 8_000

/** Saves a picture of the page as an SVG file with the colours that it has here, on its own ground. */
export function savePicture(name: string, svg: SVGSVGElement): void {
  const drawn = drawAlone(svg)
  if (drawn) saveFile(`${name}.svg`, drawn.picture)
}

/** Saves the same picture as a PNG file, with the letters that this browser draws. */
export async function savePixels(name: string, svg: SVGSVGElement): Promise<void> {
  const drawn = drawAlone(svg)
  if (!drawn) return
  const { picture, width, height } = drawn
  const scale = Math.min(SCALE, LONGEST_SIDE / Math.max(width, height))
  const image = new Image()
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(await picture.text())}`
  await image.decode()
  const canvas = document.createElement("canvas")
  canvas.width = Math.round(width * scale)
  canvas.height = Math.round(height * scale)
  canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height)
  const png = await new Promise<Blob | null>((done) => canvas.toBlob(done, "image/png"))
  if (png) saveFile(`${name}.png`, png)
}

/** A drawing that needs no page around it. */
function drawAlone(
  svg: SVGSVGElement,
): { readonly picture: Blob; readonly width: number; readonly height: number } | null {
  const copy = svg.cloneNode(true)
  if (!(copy instanceof SVGSVGElement)) return null
  const shapes = svg.querySelectorAll("*")
  for (const [i, shape] of copy.querySelectorAll("*").entries()) {
    const original = shapes[i]
    if (!original) continue
    const look = getComputedStyle(original)
    for (const property of LOOK) shape.setAttribute(property, look.getPropertyValue(property))
    shape.removeAttribute("class")
  }
  const { width, height } = svg.viewBox.baseVal
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg")
  copy.setAttribute("width", String(width))
  copy.setAttribute("height", String(height))
  const ground = document.createElementNS("http://www.w3.org/2000/svg", "rect")
  ground.setAttribute("width", "100%")
  ground.setAttribute("height", "100%")
  ground.setAttribute("fill", getComputedStyle(svg).getPropertyValue("--surface"))
  copy.prepend(ground)
  return { picture: new Blob([new XMLSerializer().serializeToString(copy)], { type: "image/svg+xml" }), width, height }
}
