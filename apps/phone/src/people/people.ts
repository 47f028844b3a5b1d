import { cleanLine, PERSON_NAME_LENGTH } from "../diary/clean-text.ts"
import { withVisit } from "../diary/day-page.ts"
import { keepBeside, readBesideOf } from "../keeper/beside.ts"
import { type Keeper, keepPage, pageOf } from "../keeper/keeper.ts"
import { findVisit } from "../visit/find-visits.ts"

/** Someone without a phone in this visitor's diary. The name stays here; a visit holds the id. */
export interface Companion {
  readonly id: string
  readonly name: string
}

/** Why a name is not kept. */
export type PersonProblem = "name-missing" | "name-taken" | "too-many"

/** How many people a diary can name: their ids count in a page of constant length. */
export const MOST_PEOPLE = 12

/** Everyone who is named on this phone, in the order in which they were added. */
export function readPeople(keeper: Keeper): readonly Companion[] {
  return readBesideOf(keeper).companions
}

/** Names a person, or gives one that is known another name. */
export function keepPerson(keeper: Keeper, id: string | null, typed: string): PersonProblem | null {
  const name = cleanLine(typed, PERSON_NAME_LENGTH)
  if (name === "") return "name-missing"
  const people = readPeople(keeper)
  if (people.some((each) => each.id !== id && each.name === name)) return "name-taken"
  if (id !== null)
    return setPeople(
      keeper,
      people.map((each) => (each.id === id ? { id, name } : each)),
    )
  if (people.length >= MOST_PEOPLE) return "too-many"
  return setPeople(keeper, [...people, { id: crypto.randomUUID().slice(0, 8), name }])
}

function setPeople(keeper: Keeper, companions: readonly Companion[]): PersonProblem | null {
  return keepBeside(keeper, (before) => ({ ...before, companions })) ? null : "too-many"
}

/** Forgets a person, in every visit too. */
export async function removePerson(keeper: Keeper, id: string): Promise<void> {
  setPeople(
    keeper,
    readPeople(keeper).filter((each) => each.id !== id),
  )
  for (const [day, page] of keeper.pages) {
    if (!page.visits.some(({ companions }) => companions.includes(id))) continue
    const visits = page.visits.map((visit) => ({
      ...visit,
      companions: visit.companions.filter((each) => each !== id),
    }))
    await keepPage(keeper, day, { ...page, visits })
  }
}

/** Says who was there too. */
export async function setCompanions(keeper: Keeper, visitId: string, ids: readonly string[]): Promise<void> {
  const found = findVisit(keeper, visitId)
  if (!found) return
  const known = readPeople(keeper).map(({ id }) => id)
  const visit = { ...found.visit, companions: known.filter((id) => ids.includes(id)) }
  await keepPage(keeper, found.day, withVisit(pageOf(keeper, found.day), visit))
}
