import { handOverCode } from "@homesafe/api"
import { isHex } from "@homesafe/protocol"
import { Banner, Button, Empty, SelectField, TextField } from "@homesafe/ui"
import { type FormEvent, useState } from "react"
import { sayName, useApp } from "../shell/app-context.ts"
import { callHealth } from "./call-health.ts"
import { type HealthProblem, problemWords, useHealthTexts } from "./health-texts.ts"
import type { HealthService } from "./use-account.ts"

/** Hands the colour over to a partner system, for one question that it asked. */
export function PartnerPart({ service, onEnded }: { readonly service: HealthService; readonly onEnded: () => void }) {
  const { t } = useApp()
  const tc = useHealthTexts()
  const { partners } = service
  const [audience, setAudience] = useState(partners[0]?.audience ?? "")
  const [nonce, setNonce] = useState("")
  const [token, setToken] = useState("")
  const [problem, setProblem] = useState<HealthProblem | null>(null)
  const [isWrong, setWrong] = useState(false)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const question = nonce.trim().toLowerCase()
    setWrong(!isHex(question, 16))
    if (!isHex(question, 16)) return
    setProblem(null)
    const signed = await callHealth(handOverCode, { body: { audience, nonce: question } })
    if (signed.ok) setToken(signed.value.token)
    else if (signed.problem === "not-signed-in") onEnded()
    else setProblem(signed.problem)
  }
  if (partners.length === 0) return <Empty icon="globe" title={tc("partner.none")} />
  return (
    <form className="stack g4" onSubmit={(event) => void submit(event)}>
      <h2>{tc("menu.partner")}</h2>
      {problem !== null && <Banner level="fault">{problemWords(t, tc, problem)}</Banner>}
      <SelectField
        label={tc("partner.which")}
        value={audience}
        onChange={(event) => setAudience(event.currentTarget.value)}
      >
        {partners.map((partner) => (
          <option key={partner.audience} value={partner.audience}>
            {sayName(partner.names, t.language).text}
          </option>
        ))}
      </SelectField>
      <TextField
        label={tc("partner.question")}
        hint={tc("partner.questionHint")}
        value={nonce}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => setNonce(event.currentTarget.value)}
        {...(isWrong ? { error: tc("form.needed") } : {})}
      />
      <Button type="submit" wide icon="seal">
        {tc("partner.button")}
      </Button>
      {token !== "" && (
        <div className="card stack g2" role="status">
          <p>{tc("partner.token")}</p>
          <code className="health-token small">{token}</code>
        </div>
      )}
    </form>
  )
}
