import type { AccountRequestRecord } from "@homesafe/api"
import { Button, Chip } from "@homesafe/ui"
import { useState } from "react"
import { useConsole } from "../app/context.ts"
import { nameIn } from "../app/names.ts"
import { sayTimes } from "../app/times.ts"
import { DecideDialog } from "./decide-dialog.tsx"

const tones = { waiting: "caution", granted: "ok", refused: "line", stopped: "fault" } as const

/** One request: who asks for what and why, what its owner said, and what an officer found. */
export function AccountRow({ request }: { readonly request: AccountRequestRecord }) {
  const { t, deployment, officer } = useConsole()
  const [deciding, setDeciding] = useState<"grant" | "refuse" | null>(null)
  const { kind, mail, name, words, owner, state, askedAt, finding, venueNames, registerNumber } = request
  const title =
    kind === "cards"
      ? t("accounts.cards", { name: name ?? mail })
      : t("accounts.recovery", { venue: venueNames ? nameIn(venueNames, t.language) : t("accounts.noVenue") })
  const canDecide = state === "waiting" && officer.roles.includes("approver")
  return (
    <section className="list-row roomy" aria-label={title}>
      <div className="grow stack g1">
        <p className="t">{title}</p>
        <p className="d breaks">
          {t("accounts.from", { mail, time: sayTimes(deployment, t.language).moment(askedAt) })}
        </p>
        {registerNumber !== null && <p className="d num">{t("accounts.number", { number: registerNumber })}</p>}
        <p>{words}</p>
        {kind === "recovery" && state !== "stopped" && <p className="d">{t(`accounts.owner.${owner}`)}</p>}
        {finding !== null && <p className="d">{t("accounts.found", { finding })}</p>}
      </div>
      <Chip tone={tones[state]}>{t(`accounts.state.${state}`)}</Chip>
      {canDecide && (
        <div className="row wrap g2">
          <Button icon="check" onClick={() => setDeciding("grant")}>
            {t("accounts.grant")}
          </Button>
          <Button kind="quiet" onClick={() => setDeciding("refuse")}>
            {t("accounts.refuse")}
          </Button>
        </div>
      )}
      {deciding !== null && (
        <DecideDialog request={request} title={title} how={deciding} onClose={() => setDeciding(null)} />
      )}
    </section>
  )
}
