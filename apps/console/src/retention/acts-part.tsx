import { listRetentionActs } from "@homesafe/api"
import { Button, Empty } from "@homesafe/ui"
import { useState } from "react"
import { useConsole } from "../app/context.ts"
import { useCall } from "../app/use-call.ts"
import { Waiting } from "../app/waiting.tsx"
import { ActRow } from "./act-row.tsx"
import { DisclosureDialog } from "./disclosure-dialog.tsx"

/** Legal holds and the register of disclosures; what waits for another officer stands first. */
export function ActsPart() {
  const { t, officer } = useConsole()
  const [isAdding, setAdding] = useState(false)
  const found = useCall(listRetentionActs, {})
  return (
    <Waiting of={found}>
      {({ acts }) => (
        <>
          {(["holds", "disclosures"] as const).map((part) => {
            const shown = acts.filter(({ kind }) => (kind === "disclosure") === (part === "disclosures"))
            return (
              <section key={part} className="stack g3" aria-labelledby={part}>
                <h2 id={part}>{t(`retention.${part}`)}</h2>
                <p className="soft">{t(`retention.${part}Text`)}</p>
                {part === "disclosures" && officer.roles.includes("approver") && (
                  <div className="row">
                    <Button icon="plus" onClick={() => setAdding(true)}>
                      {t("retention.disclose")}
                    </Button>
                  </div>
                )}
                {shown.length === 0 ? (
                  <Empty icon="seal" title={t(`retention.${part}None`)} />
                ) : (
                  <ul className="card flush rows">
                    {shown.map((act) => (
                      <li key={act.id}>
                        <ActRow act={act} />
                      </li>
                    ))}
                  </ul>
                )}
              </section>
            )
          })}
          {isAdding && <DisclosureDialog onClose={() => setAdding(false)} />}
        </>
      )}
    </Waiting>
  )
}
