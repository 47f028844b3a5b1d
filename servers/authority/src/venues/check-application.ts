import type { PendingVenue } from "@homesafe/api"
import {
  categoryOf,
  entranceNames,
  isCommitmentCurrent,
  isEventAllowed,
  isPlateCommitment,
  isVehicleConsistent,
  nameSkeleton,
} from "@homesafe/domain"
import { checkNames, type ServiceDay, serviceDay } from "@homesafe/protocol"
import type { AuthorityDeps } from "../deps.ts"
import { currentTrust } from "../publishing/next-list.ts"

/** Why the machine refuses a code at once; an officer never sees such an application. */
export type ApplicationProblem = "name-not-allowed" | "unknown-category" | "commitment-known" | "malformed"

/** The names folded into one string for comparison with other venues. */
export function skeletonOf(application: Pick<PendingVenue, "names">): string {
  return `${nameSkeleton(application.names.en)}/${nameSkeleton(application.names.hant)}`
}

/** The machine checks that come before a provisional code (S30): names, category, commitment. Look-alikes go to the officer. */
export async function checkApplication(
  deps: AuthorityDeps,
  application: PendingVenue,
  today: ServiceDay,
): Promise<ApplicationProblem | null> {
  const { plate } = application
  if (!isVehicleConsistent(application)) return "malformed"
  if (plate === undefined && !categoryOf(application.category)) return "unknown-category"
  for (const entrance of application.entrances) {
    if (!checkNames(entranceNames(application.names, entrance.names)).ok) return "name-not-allowed"
  }
  const { notBefore, lastDay } = application
  if (plate === undefined) {
    if (!isCommitmentCurrent(serviceDay(notBefore), today)) return "malformed"
  } else {
    const pattern = (await currentTrust(deps)).plate
    if (!isPlateCommitment({ ...application, plate }, { dep: deps.dep, pattern }, today)) return "malformed"
  }
  if (lastDay !== undefined && !isEventAllowed(serviceDay(notBefore), serviceDay(lastDay))) return "malformed"
  const commit = Buffer.from(application.commit, "hex")
  const known = await deps.db
    .selectFrom("venue_register")
    .select("id")
    .where((e) => e.or([e("commit", "=", commit), e("vid", "=", commit.subarray(0, 8))]))
    .where("id", "<>", application.id)
    // A vehicle's commitment is nobody's secret: one that was refused gives way to the next who applies for that plate.
    .where((e) => (plate === undefined ? e.val(true) : e("state", "<>", "refused")))
    .executeTakeFirst()
  return known ? "commitment-known" : null
}

/** Whether the code may be given before an officer has looked: no other venue has this register number or a name that looks like it. */
export async function findLookAlikes({ db }: AuthorityDeps, application: PendingVenue): Promise<string[]> {
  const [en, hant] = skeletonOf(application).split("/")
  const rows = await db
    .selectFrom("venue_register")
    .select(["application"])
    .where("id", "<>", application.id)
    .where((e) =>
      e.or([
        e("skeleton", "like", `${escapeLike(en ?? "")}/%`),
        e("skeleton", "like", `%/${escapeLike(hant ?? "")}`),
        // A fleet has one number.
        ...(application.plate === undefined ? [e("register_number", "=", application.registerNumber)] : []),
      ]),
    )
    .limit(5)
    .execute()
  return rows.map((r) => (r.application as PendingVenue).names.en) // as: written by collect-applications
}

function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, (c) => `\\${c}`)
}
