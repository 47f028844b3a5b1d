import { type CaseRecord, listCaseCalls } from "@homesafe/api"
import { Banner, Button } from "@homesafe/ui"
import { useState } from "react"
import { useConsole } from "../app/context.ts"
import { useCall } from "../app/use-call.ts"
import { PurposeCard } from "../session/purpose-card.tsx"
import { AddCall } from "./call-dialogs.tsx"
import { CallRow } from "./call-line.tsx"
import { useContacts } from "./use-contacts.ts"

/** The calls to a case itself, and one more. */
export function CaseCalls({ theCase, now }: { readonly theCase: CaseRecord; readonly now: number }) {
  const { t } = useConsole()
  const calls = useCall(listCaseCalls, { params: { id: theCase.id } }).value?.calls
  const { contacts, fault, open } = useContacts()
  const [isAdding, setAdding] = useState(false)
  if (!calls) return null
  const closed = calls.flatMap(({ id }) => (contacts.has(id) ? [] : [id])).slice(0, 20)
  return (
    <section className="stack g3" aria-labelledby="calls">
      <h2 id="calls">{t("calls.title")}</h2>
      {fault !== null && <Banner level="fault">{fault}</Banner>}
      {calls.length === 0 ? (
        <p className="soft">{t("calls.noneOfCase")}</p>
      ) : (
        <ul className="card flush rows">
          {calls.map((line) => (
            <li key={line.id}>
              <CallRow line={line} contact={contacts.get(line.id)} now={now} />
            </li>
          ))}
        </ul>
      )}
      {closed.length > 0 && (
        <PurposeCard
          text={t("calls.readText")}
          action={t("calls.read", { n: closed.length })}
          onRead={(purpose) => open(closed, purpose)}
        />
      )}
      <div>
        <Button kind="quiet" icon="plus" onClick={() => setAdding(true)}>
          {t("calls.add")}
        </Button>
      </div>
      {isAdding && <AddCall caseId={theCase.id} now={now} onClose={() => setAdding(false)} />}
    </section>
  )
}
