import { call, proposeDecision } from "@homesafe/api"
import { type Decision, hexOf, writeDecision } from "@homesafe/protocol"
import { useConsole } from "../app/context.ts"
import { goTo } from "../app/route.ts"
import { useAskAnew } from "../app/use-call.ts"
import { stepUp } from "../session/passkeys.ts"
import { problemText } from "../session/problem-text.ts"
import { signDecision } from "../session/signing-key.ts"

/** What an officer decides; the deployment, a fresh id and the format's fixed fields are added. */
export type DecisionContent = Omit<Decision, "v" | "dep" | "id" | "pool">

/** Proposes a decision under the officer's key after a fresh passkey check, and goes to its page; answers what went wrong, in words. */
export function usePropose(): (content: DecisionContent, caseId: string | null) => Promise<string | null> {
  const { t, deployment, officer } = useConsole()
  const askAnew = useAskAnew()
  return async (content, caseId) => {
    const id = hexOf(crypto.getRandomValues(new Uint8Array(16)))
    const bytes = writeDecision({ v: 1, dep: deployment.dep, id, pool: null, ...content })
    const checked = await stepUp()
    const signed = checked.ok ? await signDecision(officer, deployment.dep, bytes) : undefined
    const sent = signed && (await call(proposeDecision, { body: { ...signed, caseId } }))
    askAnew()
    if (!checked.ok) return problemText(t, checked.problem)
    if (!sent) return t("key.missing")
    if (!sent.ok) return problemText(t, sent.problem)
    goTo(`/decisions/${sent.value.id}`)
    return null
  }
}
