import { Button, TextField } from "@homesafe/ui"
import { type FormEvent, useState } from "react"
import { ask } from "../keeper/ask-keeper.ts"
import { useApp } from "../shell/app-context.ts"
import { Page } from "../shell/page.tsx"
import { handOver } from "./fresh-visit.ts"
import { signal } from "./signals.ts"

type Refused = { readonly problem: "wrong" | "revoked" | "day-full"; readonly proposals: readonly string[] }

/** Getting on a vehicle by its registration mark; what looks alike is proposed, never put in its place. Spec §14. */
export function PlatePage() {
  const { t, go } = useApp()
  const [typed, setTyped] = useState("")
  const [refused, setRefused] = useState<Refused | null>(null)
  const enter = async (event: FormEvent) => {
    event.preventDefault()
    const outcome = await ask("checkInByPlate", { typed })
    signal(outcome.ok ? "in" : "refused")
    if (outcome.ok) {
      handOver(outcome, { kind: "plate", typed })
      return go("/")
    }
    const { problem } = outcome
    if (problem === "revoked" || problem === "day-full") return setRefused({ problem, proposals: [] })
    setRefused({ problem: "wrong", proposals: (await ask("proposePlates", { typed })).plates })
  }
  const error = refused && t(refused.problem === "wrong" ? "plate.wrong" : `refused.${refused.problem}.text`)
  return (
    <Page title={t("plate.title")} place="scan" back="/">
      <form className="stack g5" onSubmit={(event) => void enter(event)} noValidate>
        <div className="plate-input">
          <TextField
            label={t("plate.label")}
            hint={t("plate.hint")}
            error={error ?? undefined}
            value={typed}
            autoCapitalize="characters"
            autoComplete="off"
            spellCheck={false}
            enterKeyHint="go"
            maxLength={24}
            onChange={(event) => {
              setTyped(event.currentTarget.value)
              setRefused(null)
            }}
          />
        </div>
        {refused && refused.proposals.length > 0 && (
          <div className="stack g2">
            <p>{t("plate.proposed")}</p>
            <div className="row g2 wrap">
              {refused.proposals.map((plate) => (
                <Button
                  key={plate}
                  kind="quiet"
                  onClick={() => {
                    setTyped(plate)
                    setRefused(null)
                  }}
                >
                  {plate}
                </Button>
              ))}
            </div>
          </div>
        )}
        <Button type="submit" wide big icon="car">
          {t("plate.enter")}
        </Button>
        <div className="stack g2 soft small">
          <p>{t("plate.stays")}</p>
          <p>{t("plate.noSecret")}</p>
        </div>
      </form>
    </Page>
  )
}
