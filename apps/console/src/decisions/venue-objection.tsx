import { answerObjection, call, type Decision } from "@homesafe/api"
import { Banner, Button, TextAreaField } from "@homesafe/ui"
import { useState } from "react"
import { useConsole } from "../app/context.ts"
import { sayTimes } from "../app/times.ts"
import { useAskAnew } from "../app/use-call.ts"
import { problemText } from "../session/problem-text.ts"

/** What the venue says against a decision, and the one answer that it gets. Only another decision takes a warning back. */
export function VenueObjection({ decision }: { readonly decision: Decision }) {
  const { t, deployment } = useConsole()
  const askAnew = useAskAnew()
  const [text, setText] = useState("")
  const [fault, setFault] = useState<string | null>(null)
  const { objection } = decision
  if (objection === null) return null
  const send = async () => {
    const sent = await call(answerObjection, { params: { id: decision.id }, body: { text: text.trim() } })
    setFault(sent.ok ? null : problemText(t, sent.problem))
    askAnew()
  }
  return (
    <Banner
      level={objection.answer === null ? "caution" : "info"}
      title={t("objection.title", { time: sayTimes(deployment, t.language).moment(objection.at) })}
    >
      <div className="stack g3">
        <p className="breaks">{objection.text}</p>
        {objection.answer === null ? (
          <>
            <p>{t("objection.text")}</p>
            <TextAreaField
              label={t("objection.answer")}
              maxLength={1_000}
              value={text}
              onChange={({ currentTarget }) => setText(currentTarget.value)}
            />
            {fault !== null && <Banner level="fault">{fault}</Banner>}
            <div>
              <Button kind="quiet" disabled={text.trim().length < 3} onClick={() => void send()}>
                {t("objection.send")}
              </Button>
            </div>
          </>
        ) : (
          <p className="breaks">{t("objection.answered", { text: objection.answer })}</p>
        )}
      </div>
    </Banner>
  )
}
