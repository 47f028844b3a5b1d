import { type CallOptions, type CallProblem, type Contract, call, pathOf, type ReplyOf } from "@homesafe/api"
import { useQuery, useQueryClient } from "@tanstack/react-query"
import { useEffect } from "react"
import { useConsole } from "./context.ts"

class Refused extends Error {
  readonly problem: CallProblem
  constructor(problem: CallProblem) {
    super(problem)
    this.problem = problem
  }
}

/** Asks a route again and again while the page is open. A session that ended leads to the sign-in page. */
export function useCall<C extends Contract>(
  contract: C,
  options: CallOptions<C>,
): { readonly value: ReplyOf<C> | undefined; readonly problem: CallProblem | null; readonly again: () => void } {
  const { setOfficer } = useConsole()
  const key = [pathOf(contract, options.params), options.query]
  const { data, error, refetch } = useQuery({
    queryKey: key,
    queryFn: async () => {
      const asked = await call(contract, options)
      if (!asked.ok) throw new Refused(asked.problem)
      return asked.value
    },
  })
  const problem = error instanceof Refused ? error.problem : null
  useEffect(() => {
    if (problem === "not-signed-in") setOfficer(null)
  }, [problem, setOfficer])
  return { value: data, problem: data === undefined ? problem : null, again: () => void refetch() }
}

/** Has every open page ask anew, after something was done. */
export function useAskAnew(): () => void {
  const queries = useQueryClient()
  return () => void queries.invalidateQueries()
}
