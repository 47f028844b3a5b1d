import {
  type BodyOf,
  type CallProblem,
  type ClusterReport,
  call,
  forgetAnalysis,
  getAnalysis,
  startAnalysis,
} from "@homesafe/api"
import { useCallback, useEffect, useRef, useState } from "react"
import { useConsole } from "../app/context.ts"
import { stepUp } from "../session/passkeys.ts"

/** Between two questions of how far it is. */
const PAUSE_MS = 500

/** Where this page's analysis is. */
export type AnalysisState =
  | { readonly is: "none" }
  | { readonly is: "refused"; readonly problem: CallProblem | "no-passkey" }
  | { readonly is: "running"; readonly percent: number }
  | { readonly is: "failed" }
  | { readonly is: "done"; readonly report: ClusterReport }

/** Runs an analysis and asks how far it is. What it found is in this page's memory alone: the server is told to forget it at once. */
export function useAnalysis() {
  const { setOfficer } = useConsole()
  const [state, setState] = useState<AnalysisState>({ is: "none" })
  /** The analysis that this page waits for. */
  const id = useRef<string | null>(null)

  const forget = useCallback(() => {
    if (id.current !== null) void call(forgetAnalysis, { params: { id: id.current } })
    id.current = null
    setState({ is: "none" })
  }, [])
  useEffect(() => forget, [forget])

  const refuse = (problem: CallProblem | "no-passkey") => {
    id.current = null
    if (problem === "not-signed-in") setOfficer(null)
    setState({ is: "refused", problem })
  }
  const follow = async (wanted: string) => {
    while (id.current === wanted) {
      const asked = await call(getAnalysis, { params: { id: wanted } })
      if (id.current !== wanted) return
      if (!asked.ok && asked.problem !== "offline") return refuse(asked.problem)
      const { value } = asked.ok ? asked : { value: null }
      if (value?.state === "running") setState({ is: "running", percent: value.percent })
      if (value && value.state !== "running") {
        forget()
        return setState(value.state === "done" ? { is: "done", report: value.report } : { is: "failed" })
      }
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS))
    }
  }
  const start = async (body: BodyOf<typeof startAnalysis>) => {
    const checked = await stepUp()
    if (!checked.ok) return refuse(checked.problem)
    const started = await call(startAnalysis, { body })
    if (!started.ok) return refuse(started.problem)
    id.current = started.value.id
    setState({ is: "running", percent: 0 })
    void follow(started.value.id)
  }
  return { state, start, forget }
}
