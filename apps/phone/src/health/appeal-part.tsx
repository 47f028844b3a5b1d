import { type HealthAppeal, issueHealthCode, listHealthAppeals, makeHealthAppeal } from "@homesafe/api"
import { formatMoment } from "@homesafe/i18n"
import { Banner, Button, Chip, Loading, TextAreaField } from "@homesafe/ui"
import { type FormEvent, useState } from "react"
import { useApp } from "../shell/app-context.ts"
import { callHealth } from "./call-health.ts"
import { problemWords, useHealthTexts } from "./health-texts.ts"
import { useLoaded } from "./use-loaded.ts"

/** Appeals: one at a time, against the colour of now, and what became of earlier ones. */
export function AppealPart({ onEnded }: { readonly onEnded: () => void }) {
  const { t } = useApp()
  const tc = useHealthTexts()
  const { value, problem, again, fail, clear } = useLoaded(() => callHealth(listHealthAppeals), onEnded)
  const code = useLoaded(() => callHealth(issueHealthCode, { body: {} }), onEnded)
  const [text, setText] = useState("")
  const [id, setId] = useState(() => crypto.randomUUID())
  const [isBusy, setBusy] = useState(false)
  if (!value || !code.value) {
    const found = problem ?? code.problem
    return found === null ? (
      <Loading text={tc("loading")} />
    ) : (
      <Banner level="fault">{problemWords(t, tc, found)}</Banner>
    )
  }
  const isWaiting = value.appeals.some(({ answer }) => answer === null)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    clear()
    setBusy(true)
    const made = await callHealth(makeHealthAppeal, { params: { id }, body: { text: text.trim() } })
    setBusy(false)
    if (!made.ok) return fail(made.problem)
    setId(crypto.randomUUID())
    setText("")
    await again()
  }
  return (
    <div className="stack g5">
      <h2>{tc("menu.appeal")}</h2>
      {problem !== null && <Banner level="fault">{problemWords(t, tc, problem)}</Banner>}
      {!isWaiting && code.value.colour === "green" && <Banner level="info">{tc("appeal.green")}</Banner>}
      {!isWaiting && code.value.colour !== "green" && (
        <form className="stack g4" onSubmit={(event) => void submit(event)}>
          <TextAreaField
            label={tc("appeal.text")}
            hint={tc("appeal.hint")}
            rows={5}
            required
            maxLength={2_000}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
          <Button type="submit" wide busy={isBusy}>
            {tc("appeal.button")}
          </Button>
        </form>
      )}
      {value.appeals.length > 0 && (
        <section className="stack g3" aria-labelledby="health-appeals">
          <h2 id="health-appeals">{tc("appeal.list")}</h2>
          {value.appeals.map((appeal) => (
            <AppealCard key={appeal.id} appeal={appeal} />
          ))}
        </section>
      )}
    </div>
  )
}

function AppealCard({ appeal: { colour, madeAt, text, answer } }: { readonly appeal: HealthAppeal }) {
  const { t, overview } = useApp()
  const tc = useHealthTexts()
  const when = formatMoment(madeAt * 1000, t.language, overview.timeZone)
  return (
    <article className="card stack g2">
      <p className="small soft">{tc("appeal.against", { colour: tc(`colour.${colour}`), when })}</p>
      <p className="breaks">{text}</p>
      <p>
        <Chip tone={answer === null ? "info" : answer.outcome === "stands" ? "line" : "ok"}>
          {tc(answer === null ? "appeal.waiting" : `appeal.${answer.outcome}`)}
        </Chip>
      </p>
      {answer && <p className="breaks">{answer.text}</p>}
    </article>
  )
}
