import { expect, test } from "vitest"
import { makeVenue, NOW } from "../feed/published-lists.test-support.ts"
import { makeKeeper } from "../keeper/keeper.test-support.ts"
import { viewOfDiary } from "../keeper/view-visits.ts"
import { checkInByCode } from "../visit/check-in.ts"
import { keepPerson, MOST_PEOPLE, readPeople, removePerson, setCompanions } from "./people.ts"

async function withVisit() {
  const keeper = await makeKeeper(NOW)
  const outcome = await checkInByCode(keeper, makeVenue("noodles").url, NOW)
  if (!outcome.ok) throw new Error(outcome.problem)
  return { keeper, visitId: outcome.visit.id }
}

test("people are named on this phone, chosen for a visit, and renamed everywhere at once", async () => {
  const { keeper, visitId } = await withVisit()
  expect([keepPerson(keeper, null, "Ming"), keepPerson(keeper, null, "Grandma")]).toEqual([null, null])
  const [ming] = readPeople(keeper)
  if (!ming) throw new Error("not kept")
  await setCompanions(keeper, visitId, [ming.id, "unknown"])
  expect(viewOfDiary(keeper)).toMatchObject([{ companions: [ming.id] }])
  expect(keepPerson(keeper, ming.id, "Siu Ming")).toBeNull()
  expect(readPeople(keeper).map(({ name }) => name)).toEqual(["Siu Ming", "Grandma"])
})

test("a person who is removed is gone from every visit too", async () => {
  const { keeper, visitId } = await withVisit()
  keepPerson(keeper, null, "Ming")
  const [ming] = readPeople(keeper)
  if (!ming) throw new Error("not kept")
  await setCompanions(keeper, visitId, [ming.id])
  await removePerson(keeper, ming.id)
  expect(readPeople(keeper)).toEqual([])
  expect(viewOfDiary(keeper)).toMatchObject([{ companions: [] }])
})

test("a name that is empty, taken, or one too many is not kept, and is said", async () => {
  const { keeper } = await withVisit()
  expect(keepPerson(keeper, null, " \u200B")).toBe("name-missing")
  for (let n = 0; n < MOST_PEOPLE; n++) expect(keepPerson(keeper, null, `Person ${n}`)).toBeNull()
  expect(keepPerson(keeper, null, "Person 0")).toBe("name-taken")
  expect(keepPerson(keeper, null, "One more")).toBe("too-many")
})
