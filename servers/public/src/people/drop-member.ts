import type { PublicDeps } from "../deps.ts"
import { dropPlace, findMembers, lockVenue } from "./members.ts"
import { tellOwners, tellPerson } from "./tell-people.ts"

/** Takes a place away, with what its holder has offered to others. Told to the person and to the owners. */
export async function dropMember(
  deps: PublicDeps,
  venue: string,
  member: string,
  how: "removed" | "left",
): Promise<"not-found" | "last-owner" | null> {
  return deps.db.transaction().execute(async (tx) => {
    await lockVenue(tx, venue)
    const members = await findMembers(tx, venue)
    const person = members.find(({ id }) => id === member)
    if (!person) return "not-found"
    const isLast = members.every(({ id, role }) => role !== "owner" || id === member)
    if (person.role === "owner" && isLast) return "last-owner"
    await dropPlace(tx, venue, member)
    await tellOwners(tx, deps, venue, { act: how, mail: person.mail, role: person.role })
    await tellPerson(tx, deps, venue, person, { act: how, mail: person.mail, role: person.role })
    return null
  })
}
