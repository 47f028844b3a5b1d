import { type CallProblem, call, changeMail } from "@homesafe/api"
import { Banner, Button, focusFirstError, ListRow, PageHead, TextField } from "@homesafe/ui"
import { type FormEvent, useRef, useState } from "react"
import { usePortal } from "../app/context.ts"
import { pathOfRoute } from "../app/route.ts"
import { isMail } from "../session/is-mail.ts"

/** Who is signed in, how to change the address, and whether this account prints visitor cards. */
export function AccountPage() {
  const { t, mail, cards } = usePortal()
  return (
    <>
      <PageHead title={t("account.title")} text={t("account.lead", { mail: mail ?? "" })} />
      <ChangeMail />
      <div className="card flush">
        <ListRow
          icon="print"
          title={t("account.cards")}
          text={t(`account.cards.${cards}`)}
          href={pathOfRoute({ page: "cards" })}
        />
      </div>
      <section className="stack g2" aria-labelledby="kept">
        <h2 id="kept">{t("account.kept")}</h2>
        <p className="soft">{t("account.keptText")}</p>
      </section>
    </>
  )
}

function ChangeMail() {
  const { t } = usePortal()
  const [mail, setMail] = useState("")
  const [error, setError] = useState<string | undefined>()
  const [problem, setProblem] = useState<CallProblem | null>(null)
  const [isBusy, setBusy] = useState(false)
  const [sentTo, setSentTo] = useState<string | null>(null)
  const form = useRef<HTMLFormElement>(null)
  const send = async (event: FormEvent) => {
    event.preventDefault()
    if (isBusy) return
    const address = mail.trim()
    setProblem(null)
    setSentTo(null)
    setError(isMail(address) ? undefined : t("signIn.mailMissing"))
    if (!isMail(address)) {
      if (form.current) focusFirstError(form.current)
      return
    }
    setBusy(true)
    const sent = await call(changeMail, { body: { mail: address, language: t.language } })
    setBusy(false)
    if (!sent.ok) return setProblem(sent.problem)
    setMail("")
    setSentTo(address)
  }
  return (
    <section className="stack g3" aria-labelledby="change-mail">
      <h2 id="change-mail">{t("account.change")}</h2>
      <form ref={form} className="card stack g4" noValidate onSubmit={(event) => void send(event)}>
        <p>{t("account.changeText")}</p>
        <TextField
          label={t("account.newMail")}
          error={error}
          type="email"
          autoComplete="email"
          value={mail}
          onChange={(event) => setMail(event.currentTarget.value)}
        />
        {problem && <Banner level="fault">{t(`problem.${problem}`)}</Banner>}
        <div role="status">
          {sentTo !== null && (
            <Banner level="info" icon="check">
              {t("account.sent", { mail: sentTo })}
            </Banner>
          )}
        </div>
        <p>
          <Button type="submit" busy={isBusy}>
            {t("account.send")}
          </Button>
        </p>
      </form>
    </section>
  )
}
