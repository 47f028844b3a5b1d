import type { CallProblem, CallResult } from "@homesafe/api"
import { useCallback, useEffect, useRef, useState } from "react"
import { usePortal } from "./context.ts"

/** What a page is waiting for, has, or failed to get. */
export type Loaded<Value> =
  | { readonly state: "loading" }
  | { readonly state: "ready"; readonly value: Value }
  | { readonly state: "failed"; readonly problem: CallProblem }

/** Loads something when the page opens, and again on `reload`; a session that has ended leads back to sign-in. */
export function useCall<Value>(
  load: () => Promise<CallResult<Value>>,
): readonly [loaded: Loaded<Value>, reload: () => Promise<void>] {
  const { setMail } = usePortal()
  const [loaded, setLoaded] = useState<Loaded<Value>>({ state: "loading" })
  const isGone = useRef(false)
  const latest = useRef(load)
  latest.current = load
  const reload = useCallback(async () => {
    const answer = await latest.current()
    if (isGone.current) return
    if (answer.ok) return setLoaded({ state: "ready", value: answer.value })
    if (answer.problem === "not-signed-in") return setMail(null)
    // What is on the page stays there while the network is away.
    setLoaded((before) => (before.state === "ready" ? before : { state: "failed", problem: answer.problem }))
  }, [setMail])
  useEffect(() => {
    isGone.current = false
    void reload()
    return () => {
      isGone.current = true
    }
  }, [reload])
  return [loaded, reload]
}
