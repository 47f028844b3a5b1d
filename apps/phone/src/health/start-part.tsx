import { Banner, Button } from "@homesafe/ui"
import { useState } from "react"
import { useApp } from "../shell/app-context.ts"
import { type HealthProblem, problemWords, useHealthTexts } from "./health-texts.ts"

type Act = () => Promise<{ readonly ok: true } | { readonly ok: false; readonly problem: HealthProblem }>

/** What the service is, that nobody needs it, and the two ways in. */
export function StartPart({
  hasEnded,
  make,
  signIn,
}: {
  readonly hasEnded: boolean
  readonly make: Act
  readonly signIn: Act
}) {
  const { t } = useApp()
  const tc = useHealthTexts()
  const [busy, setBusy] = useState<"make" | "signIn" | null>(null)
  const [problem, setProblem] = useState<HealthProblem | null>(null)
  const run = async (name: "make" | "signIn", act: Act) => {
    setBusy(name)
    setProblem(null)
    const outcome = await act()
    setBusy(null)
    if (!outcome.ok) setProblem(outcome.problem)
  }
  return (
    <div className="stack g5">
      {hasEnded && <Banner level="info">{tc("start.ended")}</Banner>}
      <div className="stack g3">
        <h2>{tc("start.title")}</h2>
        <p>{tc("start.what")}</p>
        <Banner level="info" title={tc("start.optional")}>
          {tc("start.never")}
        </Banner>
        <p className="small soft">{tc("start.delete")}</p>
      </div>
      {problem !== null && <Banner level="fault">{problemWords(t, tc, problem)}</Banner>}
      <div className="stack g2">
        <Button wide big icon="key" busy={busy === "make"} onClick={() => void run("make", make)}>
          {tc("start.make")}
        </Button>
        <Button kind="quiet" wide icon="key" busy={busy === "signIn"} onClick={() => void run("signIn", signIn)}>
          {tc("start.signIn")}
        </Button>
      </div>
    </div>
  )
}
