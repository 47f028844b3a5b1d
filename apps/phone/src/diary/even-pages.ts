import { type Keeper, keepPage, pageOf, randomBytes } from "../keeper/keeper.ts"
import { readKept, writeKept } from "../keeper/open-database.ts"
import { PAGE_BYTES } from "./day-page.ts"

/**
 * After an update that made pages longer: written days are sealed anew, empty places are filled anew, so that all are of
 * one length again and none tells that something was written since.
 */
export async function evenPages(keeper: Keeper): Promise<void> {
  if ((await readKept(keeper.db, "pageBytes")) === PAGE_BYTES) return
  const places = await keeper.db.getAllKeys("diary")
  const daysOf = new Map([...keeper.pages.keys()].map((day) => [day % places.length, day]))
  for (const place of places) {
    const sealed = await keeper.db.get("diary", place)
    if (sealed && sealed.length % PAGE_BYTES === 0) continue
    const day = daysOf.get(place)
    if (day === undefined) await keeper.db.put("diary", randomBytes(PAGE_BYTES), place)
    else await keepPage(keeper, day, pageOf(keeper, day))
  }
  await writeKept(keeper.db, "pageBytes", PAGE_BYTES)
}
