import { call, proposeDecisionBundle } from "@homesafe/api"
import { hexOf, writeDecision } from "@homesafe/protocol"
import { useState } from "react"
import { useConsole } from "../app/context.ts"
import { goTo } from "../app/route.ts"
import { useAskAnew } from "../app/use-call.ts"
import { stepUp } from "../session/passkeys.ts"
import { problemText } from "../session/problem-text.ts"
import { signDecision } from "../session/signing-key.ts"
import type { ManyRow } from "./draft-many.ts"

const randomHex = (bytes: number) => hexOf(crypto.getRandomValues(new Uint8Array(bytes)))

/** Signs each of many warnings after one passkey check and proposes them in one act; `signed` counts while it is done. */
export function useProposeMany() {
  const { t, deployment, officer } = useConsole()
  const askAnew = useAskAnew()
  const [signed, setSigned] = useState<number | null>(null)
  const send = async (rows: readonly ManyRow[], template: number): Promise<string | null> => {
    setSigned(0)
    const checked = await stepUp()
    if (!checked.ok) return problemText(t, checked.problem)
    const items: { bytes: string; sig: string; exposure: string }[] = []
    let key = ""
    for (const { content, exposure } of rows) {
      if (!content) continue
      // Random ids that no venue has: nobody can hold a code of them.
      const ids = { id: randomHex(16), vid: randomHex(8) }
      const rest = { severity: 1, template, pool: null, supersedes: null }
      const bytes = writeDecision({ v: 1, dep: deployment.dep, ...ids, ...rest, ...content })
      const made = await signDecision(officer, deployment.dep, bytes)
      if (!made) return t("key.missing")
      key = made.key
      items.push({ bytes: made.bytes, sig: made.sig, exposure: exposure.id })
      setSigned(items.length)
    }
    const sent = await call(proposeDecisionBundle, { body: { id: randomHex(16), key, items } })
    askAnew()
    if (!sent.ok) return problemText(t, sent.problem)
    goTo(`/decisions/bundle/${sent.value.id}`)
    return null
  }
  return {
    signed,
    send: async (rows: readonly ManyRow[], template: number) => {
      const fault = await send(rows, template)
      setSigned(null)
      return fault
    },
  }
}
