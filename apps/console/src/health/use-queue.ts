import { type CallResult, type Contract, call, type ReplyOf } from "@homesafe/api"
import { useCallback, useEffect, useState } from "react"
import { useHealth } from "./health-context.ts"

/** Calls the service for a page: what went wrong is kept for it, and a session that is over leads to the sign-in. */
export function useCaller() {
  const { leave, say } = useHealth()
  const [fault, setFault] = useState<string | null>(null)
  const run = async <T>(asked: Promise<CallResult<T>>): Promise<T | undefined> => {
    setFault(null)
    const answer = await asked
    if (answer.ok) return answer.value
    if (answer.problem === "not-signed-in") leave()
    else setFault(say(answer.problem))
    return undefined
  }
  return { fault, setFault, run }
}

/** A list that a page shows, loaded when it opens and again when asked. */
export function useQueue<C extends Contract>(contract: C) {
  const { fault, setFault, run } = useCaller()
  const [list, setList] = useState<ReplyOf<C> | null>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the contract is the page's own and never another.
  const again = useCallback(async () => {
    const loaded = await run(call(contract))
    if (loaded) setList(loaded)
  }, [])
  useEffect(() => void again(), [again])
  return { list, again, fault, setFault, run }
}
