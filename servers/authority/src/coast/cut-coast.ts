import fs from "node:fs"
import { createRequire } from "node:module"
import type { Box } from "@homesafe/api"
import { type GeoPermissibleObjects, geoIdentity, geoPath } from "d3-geo"
import { feature } from "topojson-client"

/** A closed line of longitudes and latitudes. */
export type Ring = [number, number][]

let whole: GeoPermissibleObjects | undefined

/** The world's land at 1:10,000,000 (Natural Earth, public domain); read once, when the first map is asked for. */
function readLand(): GeoPermissibleObjects {
  const file = createRequire(import.meta.url).resolve("world-atlas/land-10m.json")
  const topology = JSON.parse(fs.readFileSync(file, "utf8")) as Parameters<typeof feature>[0] // as: the library's own file
  const { land } = topology.objects
  if (!land) throw new Error(`${file} has no land`)
  return feature(topology, land)
}

/** The land within a box, cut at its edges. The plane of degrees is cut, not the sphere: boxes are cities, not continents. */
export function cutCoast({ west, south, east, north }: Box): Ring[] {
  whole ??= readLand()
  const rings: Ring[] = []
  let ring: Ring = []
  const pen = {
    beginPath() {},
    moveTo(x: number, y: number) {
      ring = [[round(x), round(y)]]
      rings.push(ring)
    },
    lineTo(x: number, y: number) {
      ring.push([round(x), round(y)])
    },
    closePath() {},
    arc() {},
  }
  const projection = geoIdentity().clipExtent([
    [west, south],
    [east, north],
  ])
  geoPath(projection, pen)(whole)
  return rings
}

// About ten metres: finer than the data.
const round = (degrees: number) => Math.round(degrees * 1e4) / 1e4
