import type { CallResult, Officer } from "@homesafe/api"
import { bytesOfBase64url } from "@homesafe/protocol"
import { Banner, Button, Card, Check } from "@homesafe/ui"
import { type ReactNode, useState } from "react"
import { useConsole } from "../app/context.ts"
import { useAskAnew } from "../app/use-call.ts"
import { stepUp } from "./passkeys.ts"
import { problemText } from "./problem-text.ts"

/** What the second officer sends: the hash of what was read, and the signature over its very bytes. */
interface Approval {
  readonly hash: string
  readonly key: string
  readonly sig: string
}

/** The second officer's checks, a fresh passkey check, and the signature: nothing is signed before each check is ticked. */
export function CheckAndSign({
  signed: { bytes: text, hash },
  sign,
  send,
  ...rest
}: {
  readonly checks: readonly string[]
  readonly approves: string
  readonly bar: string
  /** What was proposed: its bytes in base64url, and their hash. */
  readonly signed: { readonly bytes: string; readonly hash: string }
  readonly sign: (
    officer: Officer,
    dep: string,
    bytes: Uint8Array,
  ) => Promise<{ readonly key: string; readonly sig: string } | undefined>
  readonly send: (approval: Approval) => Promise<CallResult<unknown>>
  readonly beside?: ReactNode
}) {
  const { deployment, officer } = useConsole()
  const make = async () => {
    const bytes = bytesOfBase64url(text)
    return bytes && sign(officer, deployment.dep, bytes)
  }
  return <ChecksThenSign {...rest} make={make} send={({ key, sig }) => send({ hash, key, sig })} />
}

/** The same, for whatever `make` signs: one thing or many. */
export function ChecksThenSign<Made>({
  checks,
  approves,
  bar,
  make,
  send,
  beside,
}: {
  /** In words, each ticked by hand. */
  readonly checks: readonly string[]
  /** What the button says, and what the bar beside it says. */
  readonly approves: string
  readonly bar: string
  /** Nothing where this browser has no key of the officer's. */
  readonly make: () => Promise<Made | undefined>
  readonly send: (made: Made) => Promise<CallResult<unknown>>
  readonly beside?: ReactNode
}) {
  const { t } = useConsole()
  const askAnew = useAskAnew()
  const [ticked, setTicked] = useState<readonly string[]>([])
  const [fault, setFault] = useState<string | null>(null)
  const [isBusy, setBusy] = useState(false)
  const open = checks.length - ticked.length
  const approve = async () => {
    if (open > 0) return setFault(t("decision.open", { n: open }))
    setBusy(true)
    const checked = await stepUp()
    const made = checked.ok ? await make() : undefined
    const sent = made && (await send(made))
    setBusy(false)
    askAnew()
    if (!checked.ok) return setFault(problemText(t, checked.problem))
    if (!sent) return setFault(t("key.missing"))
    setFault(sent.ok ? null : problemText(t, sent.problem))
  }
  return (
    <>
      <Card>
        <fieldset className="stack g1">
          <legend>
            <h2>{t("decision.checks")}</h2>
          </legend>
          {checks.map((check) => (
            <Check
              key={check}
              label={check}
              checked={ticked.includes(check)}
              onChange={() =>
                setTicked(ticked.includes(check) ? ticked.filter((c) => c !== check) : [...ticked, check])
              }
            />
          ))}
        </fieldset>
      </Card>
      {fault !== null && <Banner level="fault">{fault}</Banner>}
      <div className="actions-bar">
        <p className="small grow">
          {open > 0 && <b>{t("decision.open", { n: open })} </b>}
          {bar}
        </p>
        {beside}
        <Button icon="key" busy={isBusy} aria-disabled={open > 0} onClick={() => void approve()}>
          {approves}
        </Button>
      </div>
    </>
  )
}
