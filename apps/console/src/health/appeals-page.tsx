import {
  answerHealthAppeal,
  call,
  claimHealthAppeal,
  listWaitingAppeals,
  type ReplyOf,
  readHealthAppeal,
} from "@homesafe/api"
import { formatDate, formatMoment } from "@homesafe/i18n"
import { Banner, Button, Check, TextAreaField } from "@homesafe/ui"
import { type FormEvent, useState } from "react"
import { useHealth } from "./health-context.ts"
import { SharedVisits } from "./shared-visits.tsx"
import { useCaller, useQueue } from "./use-queue.ts"
import { WaitingList } from "./waiting-list.tsx"

type Shown = ReplyOf<typeof readHealthAppeal> & { readonly id: string }

/** The queue of appeals: the oldest is taken, read without a name, and answered. */
export function AppealsPage() {
  const { tc } = useHealth()
  const { list, again, fault, run } = useQueue(listWaitingAppeals)
  const [shown, setShown] = useState<Shown | null>(null)
  const [isDone, setDone] = useState(false)
  const take = async () => {
    setDone(false)
    const claimed = await run(call(claimHealthAppeal, { body: {} }))
    if (!claimed) return
    if (claimed.id === null) return again()
    const read = await run(call(readHealthAppeal, { params: { id: claimed.id }, body: {} }))
    if (read) setShown({ ...read, id: claimed.id })
  }
  const answered = async () => {
    setShown(null)
    setDone(true)
    await again()
  }
  if (shown) return <Answer shown={shown} onAnswered={answered} />
  return (
    <section className="stack g4" aria-labelledby="health-queue">
      <h2 id="health-queue">{tc("officer.appeals")}</h2>
      {isDone && <Banner level="corrected">{tc("officer.answered")}</Banner>}
      <WaitingList
        list={
          list && {
            waiting: list.waiting,
            oldest: list.oldest.map(({ madeAt, ...rest }) => ({ ...rest, at: madeAt })),
          }
        }
        fault={fault}
        onTake={() => void take()}
      />
    </section>
  )
}

function Answer({ shown, onAnswered }: { readonly shown: Shown; readonly onAnswered: () => Promise<void> }) {
  const { t, tc, timeZone } = useHealth()
  const { fault, run } = useCaller()
  const [setAside, setSetAside] = useState<readonly string[]>([])
  const [text, setText] = useState("")
  const { id, colour, madeAt, declarations, shares } = shown
  const send = async (event: FormEvent) => {
    event.preventDefault()
    const outcome = setAside.length > 0 ? ("set-aside" as const) : ("stands" as const)
    const body = { outcome, setAside: [...setAside], text: text.trim() }
    if (await run(call(answerHealthAppeal, { params: { id }, body }))) await onAnswered()
  }
  return (
    <form className="stack g5" onSubmit={(event) => void send(event)}>
      <h2>{tc("officer.appeals")}</h2>
      {fault !== null && <Banner level="fault">{fault}</Banner>}
      <section className="card stack g2" aria-labelledby="health-said">
        <h3 id="health-said">{tc("officer.appealText")}</h3>
        <p className="small soft num">{formatMoment(madeAt * 1000, t.language, timeZone)}</p>
        <p className="breaks">{shown.text}</p>
        <p>
          {tc("officer.colourThen")}: <strong>{tc(`colour.${colour}`)}</strong>
        </p>
      </section>
      <fieldset className="stack g2">
        <legend>{tc("officer.declared")}</legend>
        <p className="small soft">{tc("officer.answerHint")}</p>
        {declarations.map((each) => (
          <Check
            key={each.id}
            label={tc(`declaration.${each.kind}`)}
            hint={`${formatDate(Date.parse(`${each.on}T12:00:00Z`), t.language, "UTC")} · ${tc("officer.doesNotCount")}`}
            checked={each.setAside || setAside.includes(each.id)}
            disabled={each.setAside}
            onChange={({ currentTarget: { checked } }) =>
              setSetAside(checked ? [...setAside, each.id] : setAside.filter((one) => one !== each.id))
            }
          />
        ))}
      </fieldset>
      <SharedVisits appeal={id} count={shares} />
      <TextAreaField
        label={tc("officer.answer")}
        rows={4}
        required
        maxLength={2_000}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <Button type="submit" wide>
        {tc("officer.sendAnswer")}
      </Button>
    </form>
  )
}
