import { Banner, Button, focusFirstError, TextField } from "@homesafe/ui"
import { useRef, useState } from "react"
import { ask } from "../keeper/ask-keeper.ts"
import { sayName, useApp } from "../shell/app-context.ts"
import { Page } from "../shell/page.tsx"
import type { ShareProblem } from "./share-page.tsx"
import { digitsOfTyped, faultOfCode, groupDigits } from "./type-code.ts"

/** The upload code: typed from a letter, a message or the telephone, or brought by a link. */
export function CodeStep({
  code,
  problem,
  onCode,
  onAccepted,
  onDecline,
}: {
  readonly code: string
  /** What came of an upload that was sent while nobody looked. */
  readonly problem: ShareProblem | null
  readonly onCode: (digits: string) => void
  readonly onAccepted: () => void
  readonly onDecline: () => void
}) {
  const { t, overview } = useApp()
  const form = useRef<HTMLFormElement>(null)
  const [typed, setTyped] = useState(groupDigits(digitsOfTyped(code)))
  const [error, setError] = useState<string>()
  const refuse = (text: string) => {
    setError(text)
    setTimeout(() => form.current && focusFirstError(form.current))
  }
  const check = async () => {
    const digits = digitsOfTyped(typed)
    const fault = faultOfCode(digits)
    if (fault?.fault === "not-digits") return refuse(t("code.notDigits"))
    if (fault?.fault === "too-few") return refuse(t("code.tooFew", { have: fault.have, missing: fault.missing }))
    if (fault?.fault === "too-many") return refuse(t("code.tooMany", { have: fault.have }))
    const read = await ask("readCode", { typed: digits })
    if (!read.ok) return refuse(t("code.wrongDigit"))
    setError(undefined)
    onCode(digits)
    onAccepted()
  }
  return (
    <Page
      title={t("code.title")}
      back="/diary"
      actions={<span className="small soft num step-of">1 / 3</span>}
      dock={
        <>
          <Button wide type="submit" form="code-form">
            {t("action.continue")}
          </Button>
          <Button kind="quiet" wide onClick={onDecline}>
            {t("share.no")}
          </Button>
        </>
      }
    >
      <div className="stack g4">
        {problem && (
          <Banner level="fault" title={t(`share.problem.${problem}.title`)}>
            {t(`share.problem.${problem}.text`)}
          </Banner>
        )}
        <p className="lead">{t("code.what", { authority: sayName(overview.authority, t.language).text })}</p>
        <form
          id="code-form"
          ref={form}
          className="card stack g3 code-input"
          noValidate
          onSubmit={(event) => {
            event.preventDefault()
            void check()
          }}
        >
          <TextField
            label={t("code.label")}
            hint={t("code.hint")}
            error={error}
            inputMode="numeric"
            autoComplete="one-time-code"
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
            onBlur={() => setTyped(groupDigits(digitsOfTyped(typed)))}
          />
        </form>
        <p className="small soft">{t("code.nothingYet")}</p>
      </div>
    </Page>
  )
}
