import { call, changeMail } from "@homesafe/api"
import { Banner, Button, ListRow, PageHead, TextField } from "@homesafe/ui"
import { useState } from "react"
import { usePortal } from "../app/context.ts"
import { pathOfRoute } from "../app/route.ts"
import { useMailForm } from "../session/use-mail-form.ts"

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
  const [sentTo, setSentTo] = useState<string | null>(null)
  const { form, field, problem, isBusy } = useMailForm((mail) => {
    setSentTo(null)
    return call(changeMail, { body: { mail, language: t.language } })
  }, setSentTo)
  return (
    <section className="stack g3" aria-labelledby="change-mail">
      <h2 id="change-mail">{t("account.change")}</h2>
      <form {...form} className="card stack g4">
        <p>{t("account.changeText")}</p>
        <TextField label={t("account.newMail")} autoComplete="email" {...field} />
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
