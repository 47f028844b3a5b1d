import { formatMoment } from "@homesafe/i18n"
import { Banner, Button, focusFirstError, TextField } from "@homesafe/ui"
import { type FormEvent, useRef, useState } from "react"
import { ask } from "../keeper/ask-keeper.ts"
import { sayName, useApp } from "../shell/app-context.ts"
import { digitsOfTyped, groupDigits } from "../upload/type-code.ts"
import { useCardTexts } from "./card-texts.ts"
import type { FoundStay } from "./look-into-records.ts"
import type { CardReceipt, CardUpload, ShareOutcome } from "./share-for-card.ts"

type Failure = Extract<ShareOutcome, { ok: false }>["problem"]

/** A confirmed case without a phone: the holder chooses among the card's visits, and gives them with an upload code. Spec §11. */
export function GivePart({
  stays,
  say,
}: {
  readonly stays: readonly FoundStay[]
  readonly say: (stay: FoundStay) => string
}) {
  const { t, overview } = useApp()
  const tc = useCardTexts()
  const [isOpen, setOpen] = useState(false)
  const [receipt, setReceipt] = useState<CardReceipt | null>(null)
  const authority = sayName(overview.authority, t.language).text
  if (receipt) {
    return (
      <div role="status">
        <Banner level="corrected" icon="check" title={tc("give.done", { n: receipt.visits })}>
          <p>{tc("give.doneText", { authority })}</p>
          <p className="small">
            {tc("give.receipt", {
              hash: receipt.textHash.slice(0, 16),
              time: formatMoment(receipt.t * 1000, t.language, overview.timeZone),
            })}
          </p>
        </Banner>
      </div>
    )
  }
  if (isOpen) return <GiveForm stays={stays} say={say} onDone={setReceipt} onLeave={() => setOpen(false)} />
  return (
    <section className="card stack g3 no-print">
      <p>{tc("give.ask")}</p>
      <Button kind="quiet" wide icon="seal" onClick={() => setOpen(true)}>
        {tc("give.start")}
      </Button>
    </section>
  )
}

function GiveForm({
  stays,
  say,
  onDone,
  onLeave,
}: {
  readonly stays: readonly FoundStay[]
  readonly say: (stay: FoundStay) => string
  readonly onDone: (receipt: CardReceipt) => void
  readonly onLeave: () => void
}) {
  const { t, overview } = useApp()
  const tc = useCardTexts()
  const form = useRef<HTMLFormElement>(null)
  const [leftOut, setLeftOut] = useState<ReadonlySet<FoundStay>>(new Set())
  const [typed, setTyped] = useState("")
  const [error, setError] = useState<string>()
  const [failure, setFailure] = useState<Failure | null>(null)
  const [isBusy, setBusy] = useState(false)
  // What was sealed goes again as it is, as long as neither the choice nor the code has changed.
  const sealed = useRef<CardUpload | null>(null)
  const chosen = stays.filter((stay) => !leftOut.has(stay))
  const change = () => {
    sealed.current = null
    setError(undefined)
    setFailure(null)
  }
  const seal = async (): Promise<CardUpload | null> => {
    if (sealed.current) return sealed.current
    const entries = chosen.flatMap(({ entries: of }) => of)
    const made = await ask("sealForCard", { typed: digitsOfTyped(typed), entries, visits: chosen.length })
    if (made.ok) {
      sealed.current = made.upload
      return made.upload
    }
    setError(tc(`give.fault.${made.problem}`))
    setTimeout(() => form.current && focusFirstError(form.current))
    return null
  }
  const send = async (event: FormEvent) => {
    event.preventDefault()
    if (isBusy || chosen.length === 0) return
    setBusy(true)
    const upload = await seal()
    const sent = upload && (await ask("shareForCard", { upload }))
    setBusy(false)
    if (sent?.ok) onDone(sent.receipt)
    else if (sent) setFailure(sent.problem)
  }
  return (
    <form ref={form} className="card stack g4 no-print" noValidate onSubmit={(event) => void send(event)}>
      <h2>{tc("give.title")}</h2>
      <p>{tc("give.text", { authority: sayName(overview.authority, t.language).text })}</p>
      <ul className="rows">
        {stays.map((stay) => (
          <li key={say(stay)}>
            <label className="redact">
              <span className="t">{say(stay)}</span>
              <input
                type="checkbox"
                checked={!leftOut.has(stay)}
                aria-label={tc("give.tick", { stay: say(stay) })}
                onChange={({ currentTarget }) => {
                  change()
                  const next = new Set(leftOut)
                  if (currentTarget.checked) next.delete(stay)
                  else next.add(stay)
                  setLeftOut(next)
                }}
              />
            </label>
          </li>
        ))}
      </ul>
      <TextField
        label={tc("give.code")}
        hint={tc("give.codeHint")}
        error={error}
        inputMode="numeric"
        autoComplete="off"
        value={typed}
        onChange={(event) => {
          change()
          setTyped(event.currentTarget.value)
        }}
        onBlur={() => setTyped(groupDigits(digitsOfTyped(typed)))}
      />
      {failure && (
        <Banner level="fault" title={tc("give.failed")}>
          {tc(`give.failed.${failure}`)}
        </Banner>
      )}
      <Button type="submit" wide icon="seal" busy={isBusy} aria-disabled={chosen.length === 0}>
        {tc("give.send", { n: chosen.length })}
      </Button>
      <Button kind="quiet" wide onClick={onLeave}>
        {tc("give.not")}
      </Button>
    </form>
  )
}
