import { listOfficers, type Officer } from "@homesafe/api"
import { useCall } from "../app/use-call.ts"

/** Officers to whom a task can be given: tracers whom nobody keeps out. */
export function useTracers(): readonly Officer[] {
  const officers = useCall(listOfficers, {}).value?.officers ?? []
  return officers.filter(({ roles, suspendedAt }) => suspendedAt === null && roles.includes("tracer"))
}
