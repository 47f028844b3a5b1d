import { call, openCalls } from "@homesafe/api"
import { useState } from "react"
import { useConsole } from "../app/context.ts"
import { stepUp } from "../session/passkeys.ts"
import { problemText } from "../session/problem-text.ts"
import type { Purpose } from "../session/purpose-card.tsx"
import type { Contact } from "./call-line.tsx"

/** Names and numbers that were opened on this page: kept in its memory alone. */
export function useContacts() {
  const { t } = useConsole()
  const [contacts, setContacts] = useState<ReadonlyMap<string, Contact>>(new Map())
  const [fault, setFault] = useState<string | null>(null)
  const open = async (calls: readonly string[], purpose: Purpose) => {
    const checked = await stepUp()
    const answer = checked.ok ? await call(openCalls, { body: { calls: [...calls], purpose } }) : checked
    setFault(answer.ok ? null : problemText(t, answer.problem))
    if (answer.ok && "people" in answer.value)
      setContacts(new Map([...contacts, ...answer.value.people.map((each) => [each.id, each] as const)]))
  }
  return { contacts, fault, open }
}
