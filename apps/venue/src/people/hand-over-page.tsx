import { call, handOver, type Venue } from "@homesafe/api"
import { Banner, Button, LinkButton, PageHead, Steps, TextField } from "@homesafe/ui"
import { usePortal } from "../app/context.ts"
import { nameIn } from "../app/names.ts"
import { goTo, pathOfRoute } from "../app/route.ts"
import { useMailForm } from "../session/use-mail-form.ts"
import { LoadVenue } from "../venues/load-venue.tsx"

/** The owner names who comes next, and reads what to give over: the key is in no mail. */
export function HandOverPage({ id }: { readonly id: string }) {
  return (
    <LoadVenue id={id} right="hand-over">
      {(venue) => <HandOver venue={venue} />}
    </LoadVenue>
  )
}

function HandOver({ venue }: { readonly venue: Venue }) {
  const { t } = usePortal()
  const people = { page: "people", id: venue.id } as const
  return (
    <>
      <PageHead
        crumbs={<a href={pathOfRoute(people)}>{t("people.title")}</a>}
        title={t("handOver.title")}
        text={t("handOver.lead", { venue: nameIn(venue.names, t.language) })}
      />
      <section className="card stack g3" aria-labelledby="how">
        <h2 id="how">{t("handOver.how")}</h2>
        <Steps items={[t("handOver.step1"), t("handOver.step2"), t("handOver.step3"), t("handOver.step4")]} />
      </section>
      <Banner level="caution" icon="key" title={t("handOver.keyTitle")}>
        <div className="stack g3">
          <p>{t("handOver.keyText")}</p>
          <p>
            <LinkButton kind="quiet" icon="key" href={pathOfRoute({ page: "new-codes", id: venue.id })}>
              {t("newCodes.title")}
            </LinkButton>
          </p>
        </div>
      </Banner>
      <SuccessorForm venue={venue} onSent={() => goTo(people)} />
    </>
  )
}

function SuccessorForm({ venue, onSent }: { readonly venue: Venue; readonly onSent: () => void }) {
  const { t } = usePortal()
  const { form, field, problem, isBusy } = useMailForm(
    (mail) => call(handOver, { params: { id: venue.id }, body: { mail, language: t.language } }),
    onSent,
  )
  return (
    <form {...form} className="card stack g4">
      <TextField label={t("handOver.mail")} hint={t("handOver.mailHint")} {...field} />
      {problem && <Banner level="fault">{t(`problem.${problem}`)}</Banner>}
      <p>
        <Button type="submit" busy={isBusy}>
          {t("handOver.send")}
        </Button>
      </p>
    </form>
  )
}
