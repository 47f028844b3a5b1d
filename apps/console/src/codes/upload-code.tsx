import { type CaseRecord, type CodeRecord, call, listCaseCodes, type MadeCode, showGrantedCode } from "@homesafe/api"
import { Banner, Button, Card } from "@homesafe/ui"
import { useState } from "react"
import { useConsole } from "../app/context.ts"
import { useAskAnew, useCall } from "../app/use-call.ts"
import { Waiting } from "../app/waiting.tsx"
import { problemText } from "../session/problem-text.ts"
import { CodeRow } from "./code-row.tsx"
import { GiveForm } from "./give-form.tsx"
import { MadeCodeView } from "./made-code.tsx"
import { WithdrawCode } from "./withdraw-code.tsx"

const open: readonly CodeRecord["state"][] = ["waiting", "granted", "given", "sending", "delivered", "failed"]

/** The codes of one case: where each stands, how the next is given, how an unused one is withdrawn. */
export function UploadCode({ theCase }: { readonly theCase: CaseRecord }) {
  const { t, officer } = useConsole()
  const found = useCall(listCaseCodes, { params: { id: theCase.id } })
  const [made, setMade] = useState<MadeCode | null>(null)
  const [isGiving, setGiving] = useState(false)
  const isTracer = officer.roles.includes("tracer")
  const show = (code: MadeCode | null) => {
    setMade(code)
    setGiving(false)
  }
  return (
    <Card>
      <section className="stack g4" aria-labelledby="upload-code">
        <h2 id="upload-code">{t("code.title")}</h2>
        {made && <MadeCodeView made={made} />}
        <Waiting of={found}>
          {({ codes, ways, hasLaboratoryNumber }) => {
            const current = codes.find(({ state }) => open.includes(state))
            const mayGive = isTracer && theCase.upload !== "waiting-for-opener"
            return (
              <>
                {codes.length > 0 && (
                  <ul className="rows inner-rows">
                    {codes.map((code) => (
                      <li key={code.id}>
                        <CodeRow code={code}>
                          {code.state === "granted" && code.way === "screen" && code.isOwn && isTracer && (
                            <ShowGranted code={code} onMade={show} />
                          )}
                        </CodeRow>
                      </li>
                    ))}
                  </ul>
                )}
                {mayGive && (isGiving || (codes.length === 0 && !made)) && (
                  <GiveForm
                    caseId={theCase.id}
                    ways={ways}
                    hasLaboratoryNumber={hasLaboratoryNumber}
                    note={noteOf(current, codes)}
                    onGiven={show}
                    {...(codes.length > 0 ? { onCancel: () => setGiving(false) } : {})}
                  />
                )}
                {isTracer && !isGiving && codes.length > 0 && (
                  <div className="row wrap g2">
                    {current && <WithdrawCode caseId={theCase.id} onDone={() => setMade(null)} />}
                    {mayGive && (
                      <Button kind="quiet" icon="plus" onClick={() => setGiving(true)}>
                        {t("codes.another")}
                      </Button>
                    )}
                  </div>
                )}
              </>
            )
          }}
        </Waiting>
      </section>
    </Card>
  )
}

/** What giving the next code means here, beyond giving it. */
function noteOf(current: CodeRecord | undefined, codes: readonly CodeRecord[]): "replaces" | "used" | null {
  if (codes.some(({ state }) => state === "used")) return "used"
  return current ? "replaces" : null
}

/** Another officer has agreed: the one who asked has it shown, once. */
function ShowGranted({ code, onMade }: { readonly code: CodeRecord; readonly onMade: (made: MadeCode) => void }) {
  const { t } = useConsole()
  const askAnew = useAskAnew()
  const [fault, setFault] = useState<string | null>(null)
  const show = async () => {
    const shown = await call(showGrantedCode, { params: { id: code.id }, body: {} })
    setFault(shown.ok ? null : problemText(t, shown.problem))
    if (shown.ok) onMade(shown.value)
    askAnew()
  }
  return (
    <>
      <Button icon="key" onClick={() => void show()}>
        {t("codes.show")}
      </Button>
      {fault !== null && <Banner level="fault">{fault}</Banner>}
    </>
  )
}
