import { getCoast } from "@homesafe/api"
import { done, refuse } from "@homesafe/service"
import type { Handle } from "../guard.ts"
import { cutCoast } from "./cut-coast.ts"

/** The widest box that is cut: a region. Degrees. */
const WIDEST = 10

/** The land under the console's maps: from this server, so that nobody else learns where a case was. */
export function coastRoutes(handle: Handle): void {
  handle(getCoast, async ({ query }) => {
    const { west, south, east, north } = query
    const isBox = west < east && south < north && east - west <= WIDEST && north - south <= WIDEST
    return isBox ? done({ rings: cutCoast(query) }) : refuse("malformed", "box")
  })
}
