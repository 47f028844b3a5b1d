import { call, type Decision, type ReplyOf, readForms } from "@homesafe/api"
import { Banner } from "@homesafe/ui"
import { type ReactNode, useState } from "react"
import { useConsole } from "../app/context.ts"
import { stepUp } from "../session/passkeys.ts"
import { problemText } from "../session/problem-text.ts"
import { type Purpose, PurposeCard } from "../session/purpose-card.tsx"
import { CallList } from "./call-list.tsx"

/** Register forms of a decision: shown only after a passkey and a purpose, and kept in this page's memory alone. Spec §12. */
export function DecisionForms({ decision }: { readonly decision: Decision }) {
  const { t } = useConsole()
  const [read, setRead] = useState<ReplyOf<typeof readForms> | null>(null)
  const [fault, setFault] = useState<string | null>(null)
  const open = async (purpose: Purpose) => {
    const checked = await stepUp()
    const answer = checked.ok ? await call(readForms, { params: { id: decision.id }, body: { purpose } }) : checked
    setFault(answer.ok ? null : problemText(t, answer.problem))
    if (answer.ok && "calls" in answer.value) setRead(answer.value)
  }
  return (
    <section className="stack g4" aria-labelledby="forms">
      <h2 id="forms">{t("forms.title")}</h2>
      {fault !== null && <Banner level="fault">{fault}</Banner>}
      {read ? (
        <CallList read={read} />
      ) : (
        <Closed decision={decision}>
          <PurposeCard text={t("forms.readText")} action={t("forms.read")} onRead={open} />
        </Closed>
      )}
    </section>
  )
}

/** Why nothing can be opened here; where it can, its children. */
function Closed({ decision, children }: { readonly decision: Decision; readonly children: ReactNode }) {
  const { t, officer } = useConsole()
  if (decision.state === "proposed") return <p className="soft">{t("forms.notYet")}</p>
  if (decision.ended) return <p className="soft">{t("forms.ended")}</p>
  if (decision.state === "superseded")
    return (
      <p className="soft">
        {t("forms.replaced")} <a href="/decisions">{t("decisions.title")}</a>
      </p>
    )
  if (decision.caseId === null) return <Banner level="info">{t("forms.noCase")}</Banner>
  if (!officer.roles.includes("tracer")) return <p className="soft">{t("forms.notTracer")}</p>
  return children
}
