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

/** Saves a picture of the page as an SVG file with the colours that it has here, on its own ground. */
export function savePicture(name: string, svg: SVGSVGElement): void {
  const copy = svg.cloneNode(true)
  if (!(copy instanceof SVGSVGElement)) return
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
  saveFile(name, new Blob([new XMLSerializer().serializeToString(copy)], { type: "image/svg+xml" }))
}
