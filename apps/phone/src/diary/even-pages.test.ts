import "fake-indexeddb/auto"
import { expect, test } from "vitest"
import { NOW, TODAY } from "../feed/published-lists.test-support.ts"
import { makeKeeper } from "../keeper/keeper.test-support.ts"
import { fillDiary, type Keeper, keepPage, loadPages } from "../keeper/keeper.ts"
import { openDatabase } from "../keeper/open-database.ts"
import { type DiaryVisit, EMPTY_PAGE, PAGE_BYTES } from "./day-page.ts"
import { evenPages } from "./even-pages.ts"

test("after an update every place of the diary is of one length again, and no visit is lost", async () => {
  const db = await openDatabase()
  const keeper: Keeper = { ...(await makeKeeper(NOW)), db }
  await fillDiary(db, 16_384) // an earlier version's
  const visits = [{ id: "kept" } as DiaryVisit] // as: only its id counts here
  await keepPage(keeper, TODAY, { ...EMPTY_PAGE, visits })
  await evenPages(keeper)
  const lengths = new Set((await db.getAll("diary")).map((sealed) => sealed.length))
  expect([...lengths]).toEqual([PAGE_BYTES])
  await loadPages(keeper)
  expect(keeper.pages.get(TODAY)?.visits).toEqual(visits)
})
