import { askSignInLink, type CallProblem, call, openOperatorSession } from "@homesafe/api"
import { Banner, Button, ErrorState, focusFirstError, LanguageSwitch, Loading, Steps, TextField } from "@homesafe/ui"
import { type FormEvent, useEffect, useRef, useState } from "react"
import { usePortal } from "../app/context.ts"
import { goTo, pathOfRoute, useRoute } from "../app/route.ts"
import { isMail } from "./is-mail.ts"

// A token works once: two renders of the page must not spend it twice.
let spentToken: string | undefined

/** Sign-in by a mailed link, and the landing of that link. */
export function SignInPage({ token }: { readonly token: string | undefined }) {
  const { t, setMail, setCards } = usePortal()
  const route = useRoute()
  const [problem, setProblem] = useState<CallProblem | null>(null)
  const [isOpening, setOpening] = useState(token !== undefined && spentToken !== token)
  useEffect(() => {
    if (token === undefined || spentToken === token) return
    spentToken = token
    void (async () => {
      const opened =
        token === "damaged"
          ? ({ ok: false, problem: "link-expired" } as const)
          : await call(openOperatorSession, { body: { token } })
      setOpening(false)
      if (!opened.ok) return setProblem(opened.problem)
      setMail(opened.value.mail)
      setCards(opened.value.cards)
      goTo({ page: "list" })
    })()
  }, [token, setMail, setCards])
  if (isOpening) return <Loading text={t("signIn.opening")} />
  if (problem) {
    return (
      <ErrorState
        title={t("signIn.refusedTitle")}
        text={t(`problem.${problem}`)}
        action={<Button onClick={() => setProblem(null)}>{t("signIn.send")}</Button>}
      />
    )
  }
  const isDeepLink = route.page !== "sign-in" && route.page !== "list"
  return (
    <>
      {isDeepLink && <Banner level="info">{t("problem.not-signed-in")}</Banner>}
      <Welcome />
    </>
  )
}

function Welcome() {
  const { t, preferences, setPreferences } = usePortal()
  const [sentTo, setSentTo] = useState<string | null>(null)
  return (
    <div className="welcome">
      <section className="stack g5">
        <h1>{t("signIn.title")}</h1>
        <p className="soft">{t("signIn.lead")}</p>
        <div className="card stack g3">
          <h2>{t("signIn.steps")}</h2>
          <Steps items={[t("signIn.step1"), t("signIn.step2"), t("signIn.step3")]} />
        </div>
      </section>
      <section className="stack g5">
        <LanguageSwitch
          label={t("language.label")}
          names={{
            en: t("language.name.en"),
            "zh-Hant": t("language.name.zh-Hant"),
            "zh-Hans": t("language.name.zh-Hans"),
          }}
          value={preferences.language}
          onChange={(language) => setPreferences({ ...preferences, language })}
        />
        {sentTo === null ? (
          <AskForLink onSent={setSentTo} />
        ) : (
          <div className="card stack g3" role="status">
            <h2>{t("signIn.sentTitle")}</h2>
            <p>{t("signIn.sentText", { mail: sentTo })}</p>
            <p className="small soft">{t("signIn.sentNothing")}</p>
            <Button kind="quiet" wide onClick={() => setSentTo(null)}>
              {t("signIn.again")}
            </Button>
          </div>
        )}
        <p className="small">
          <a href={pathOfRoute({ page: "lost" })}>{t("lost.link")}</a>
        </p>
      </section>
    </div>
  )
}

function AskForLink({ onSent }: { readonly onSent: (mail: string) => void }) {
  const { t } = usePortal()
  const [mail, setMail] = useState("")
  const [isBusy, setBusy] = useState(false)
  const [error, setError] = useState<string | undefined>()
  const [problem, setProblem] = useState<CallProblem | null>(null)
  const form = useRef<HTMLFormElement>(null)
  const send = async (event: FormEvent) => {
    event.preventDefault()
    if (isBusy) return
    const address = mail.trim()
    setProblem(null)
    if (!isMail(address)) {
      setError(t("signIn.mailMissing"))
      if (form.current) focusFirstError(form.current)
      return
    }
    setError(undefined)
    setBusy(true)
    const sent = await call(askSignInLink, { body: { mail: address, language: t.language } })
    setBusy(false)
    if (sent.ok) onSent(address)
    else setProblem(sent.problem)
  }
  return (
    <form ref={form} className="card stack g4" noValidate onSubmit={(event) => void send(event)}>
      <TextField
        label={t("signIn.mail")}
        hint={t("signIn.mailHint")}
        error={error}
        type="email"
        autoComplete="email"
        value={mail}
        onChange={(event) => setMail(event.currentTarget.value)}
      />
      {problem && <Banner level="fault">{t(`problem.${problem}`)}</Banner>}
      <Button type="submit" wide busy={isBusy}>
        {t("signIn.send")}
      </Button>
    </form>
  )
}
