import type { AnswersOf, NoInput } from "../keeper/command-shape.ts"
import { type Companion, keepPerson, type PersonProblem, readPeople, removePerson, setCompanions } from "./people.ts"

/** Children and others without a phone. */
export interface PeopleCommands {
  readonly people: { input: NoInput; output: { people: readonly Companion[] } }
  /** Without an id a new person. */
  readonly keepPerson: { input: { id: string | null; name: string }; output: { problem: PersonProblem | null } }
  readonly removePerson: { input: { id: string }; output: null }
  readonly setCompanions: { input: { visitId: string; ids: readonly string[] }; output: null }
}

export const answersOfPeople: AnswersOf<PeopleCommands> = {
  async people(_, keeper) {
    return { people: readPeople(keeper) }
  },

  async keepPerson({ id, name }, keeper) {
    const problem = keepPerson(keeper, id, name)
    if (problem === null) keeper.changed()
    return { problem }
  },

  async removePerson({ id }, keeper) {
    await keeper.exclusive(() => removePerson(keeper, id))
    keeper.changed()
    return null
  },

  async setCompanions({ visitId, ids }, keeper) {
    await keeper.exclusive(() => setCompanions(keeper, visitId, ids))
    keeper.changed()
    return null
  },
}
