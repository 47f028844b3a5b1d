import type { CallProblem } from "@homesafe/api"
import { Banner, Button, PageHead, Progress, Steps, Switch, saveFile, TextField } from "@homesafe/ui"
import { type FormEvent, useState } from "react"
import { usePortal } from "../app/context.ts"
import { MOST_CARDS } from "./make-cards.ts"
import { printCards } from "./print-cards.ts"

/** Visitor cards for people without a phone: how many, with or without a PIN; made, drawn and forgotten in this browser. */
export function CardsPage() {
  const { t, deployment } = usePortal()
  const [typed, setTyped] = useState("10")
  const [hasPin, setPin] = useState(true)
  const [isBlack, setBlack] = useState(false)
  const [isWrong, setWrong] = useState(false)
  const [made, setMade] = useState<number | null>(null)
  const [done, setDone] = useState<number | null>(null)
  const [problem, setProblem] = useState<CallProblem | null>(null)
  const count = Number(typed)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (made !== null) return
    const isCount = /^[0-9]{1,3}$/.test(typed.trim()) && count >= 1 && count <= MOST_CARDS
    setWrong(!isCount)
    setDone(null)
    setProblem(null)
    if (!isCount) return
    setMade(0)
    const { trust, demonstration } = deployment
    const host = trust.hosts.includes(location.host) ? location.host : (trust.hosts[0] ?? location.host)
    const order = { count, hasPin, host, cardBits: trust.cardBits }
    const printed = await printCards({ order, ink: isBlack ? "black" : "colour", demonstration }, setMade)
    setMade(null)
    if (!printed.ok) return setProblem(printed.problem)
    saveFile("homesafe-visitor-cards.pdf", printed.pdf)
    setDone(count)
  }
  return (
    <>
      <PageHead title={t("cards.title")} text={t("cards.lead")} />
      <form className="card stack g4" onSubmit={(event) => void submit(event)} noValidate>
        <TextField
          label={t("cards.count")}
          hint={t("cards.countHint", { n: MOST_CARDS })}
          inputMode="numeric"
          value={typed}
          error={isWrong ? t("cards.countWrong", { n: MOST_CARDS }) : undefined}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <Switch
          label={t("cards.pin")}
          hint={t("cards.pinHint")}
          checked={hasPin}
          onChange={(event) => setPin(event.currentTarget.checked)}
        />
        <Switch
          label={t("poster.black")}
          hint={t("poster.blackHint")}
          checked={isBlack}
          onChange={(event) => setBlack(event.currentTarget.checked)}
        />
        {problem && <Banner level="fault">{t(`problem.${problem}`)}</Banner>}
        <p>
          <Button type="submit" icon="print" busy={made !== null}>
            {t(made === null ? "cards.make" : "cards.making")}
          </Button>
        </p>
        {made !== null && (
          <div role="status">
            <Progress label={t("cards.making")} value={made} max={count} />
            <p className="small soft">{t("cards.made", { done: made, of: count })}</p>
          </div>
        )}
        {done !== null && (
          <Banner level="corrected" title={t("cards.saved", { n: done })}>
            {t("cards.savedText")}
          </Banner>
        )}
      </form>
      <section className="card stack g3" aria-labelledby="how">
        <h2 id="how">{t("cards.howTitle")}</h2>
        <Steps items={[t("cards.how1"), t("cards.how2"), t("cards.how3"), t("cards.how4")]} />
      </section>
      <section className="stack g2" aria-labelledby="promise">
        <h2 id="promise">{t("cards.promiseTitle")}</h2>
        <p>{t("cards.promise")}</p>
        <p className="soft">{t("cards.limits")}</p>
      </section>
    </>
  )
}
