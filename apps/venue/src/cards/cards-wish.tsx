import { askForCards, type CallProblem, call } from "@homesafe/api"
import { Banner, Button, focusFirstError, PageHead, TextAreaField, TextField } from "@homesafe/ui"
import { type FormEvent, useRef, useState } from "react"
import { usePortal } from "../app/context.ts"
import { nameIn } from "../app/names.ts"

/** Before an officer has granted it: what the page of cards is for, and the form of an organisation that asks for it. */
export function CardsWish() {
  const { t, cards, deployment } = usePortal()
  const authority = nameIn(deployment.authority, t.language)
  return (
    <>
      <PageHead title={t("cards.title")} text={t("cardsWish.lead")} />
      {cards === "asked" && (
        <Banner level="info" icon="clock" title={t("cardsWish.asked")}>
          {t("cardsWish.askedText", { authority })}
        </Banner>
      )}
      {cards === "refused" && (
        <Banner level="caution" title={t("cardsWish.refused")}>
          {t("cardsWish.refusedText", { authority })}
        </Banner>
      )}
      {cards !== "asked" && <WishForm />}
      <section className="stack g2" aria-labelledby="why">
        <h2 id="why">{t("cardsWish.whyTitle")}</h2>
        <p className="soft">{t("cardsWish.why")}</p>
      </section>
    </>
  )
}

function WishForm() {
  const { t, setCards } = usePortal()
  const [name, setName] = useState("")
  const [purpose, setPurpose] = useState("")
  const [wasTried, setTried] = useState(false)
  const [problem, setProblem] = useState<CallProblem | null>(null)
  const [isBusy, setBusy] = useState(false)
  const form = useRef<HTMLFormElement>(null)
  const isNamed = name.trim().length >= 2
  const isSaid = purpose.trim().length >= 10
  const send = async (event: FormEvent) => {
    event.preventDefault()
    if (isBusy) return
    setTried(true)
    setProblem(null)
    if (!isNamed || !isSaid) {
      if (form.current) focusFirstError(form.current)
      return
    }
    setBusy(true)
    const sent = await call(askForCards, { body: { name: name.trim(), purpose: purpose.trim() } })
    setBusy(false)
    if (sent.ok) setCards("asked")
    else setProblem(sent.problem)
  }
  return (
    <form ref={form} className="card stack g4" noValidate onSubmit={(event) => void send(event)}>
      <TextField
        label={t("cardsWish.name")}
        error={wasTried && !isNamed ? t("new.missing") : undefined}
        maxLength={120}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <TextAreaField
        label={t("cardsWish.purpose")}
        hint={t("cardsWish.purposeHint")}
        error={wasTried && !isSaid ? t("lost.wordsMissing") : undefined}
        maxLength={500}
        value={purpose}
        onChange={(event) => setPurpose(event.currentTarget.value)}
      />
      {problem && <Banner level="fault">{t(`problem.${problem}`)}</Banner>}
      <p>
        <Button type="submit" busy={isBusy}>
          {t("cardsWish.send")}
        </Button>
      </p>
    </form>
  )
}
