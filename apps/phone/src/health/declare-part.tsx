import { addHealthDeclaration, type DeclarationKind, declarationKind, listHealthDeclarations } from "@homesafe/api"
import { formatDate } from "@homesafe/i18n"
import { Banner, Button, Chip, Empty, SelectField, TextField } from "@homesafe/ui"
import { type FormEvent, useState } from "react"
import { nowSeconds } from "../keeper/ask-keeper.ts"
import { useApp } from "../shell/app-context.ts"
import { callHealth } from "./call-health.ts"
import { problemWords, useHealthTexts } from "./health-texts.ts"
import { useLoaded } from "./use-loaded.ts"

const DAY = 86_400

/** What somebody declares about themselves, and what they have declared. Nothing is filled in from the diary or from a warning. */
export function DeclarePart({ onEnded }: { readonly onEnded: () => void }) {
  const { t, overview, say } = useApp()
  const tc = useHealthTexts()
  const { value, problem, again, fail, clear } = useLoaded(() => callHealth(listHealthDeclarations), onEnded)
  const dateOf = (seconds: number) =>
    new Intl.DateTimeFormat("en-CA", { timeZone: overview.timeZone, dateStyle: "short" }).format(seconds * 1000)
  const today = dateOf(nowSeconds())
  const [kind, setKind] = useState<DeclarationKind>("symptoms")
  const [on, setOn] = useState(today)
  // The wish's own name: sent again after a broken answer, it is kept once.
  const [id, setId] = useState(() => crypto.randomUUID())
  const [isBusy, setBusy] = useState(false)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    clear()
    setBusy(true)
    const added = await callHealth(addHealthDeclaration, { params: { id }, body: { kind, on } })
    setBusy(false)
    if (!added.ok) return fail(added.problem)
    setId(crypto.randomUUID())
    say(tc("declare.done"))
    await again()
  }
  return (
    <div className="stack g5">
      <form className="stack g4" onSubmit={(event) => void submit(event)}>
        <h2>{tc("menu.declare")}</h2>
        {problem !== null && <Banner level="fault">{problemWords(t, tc, problem)}</Banner>}
        <SelectField
          label={tc("declare.kind")}
          value={kind}
          onChange={(event) => setKind(declarationKind.parse(event.currentTarget.value))}
        >
          {declarationKind.options.map((each) => (
            <option key={each} value={each}>
              {tc(`declaration.${each}`)}
            </option>
          ))}
        </SelectField>
        <TextField
          label={tc("declare.on")}
          hint={tc("declare.text")}
          type="date"
          required
          value={on}
          max={today}
          min={dateOf(nowSeconds() - 30 * DAY)}
          onChange={(event) => setOn(event.currentTarget.value)}
        />
        <p className="small soft">{tc("declare.exposureNote")}</p>
        <Button type="submit" wide busy={isBusy}>
          {tc("declare.button")}
        </Button>
      </form>
      <section className="stack g2" aria-labelledby="health-declared">
        <h2 id="health-declared">{tc("declare.list")}</h2>
        <div className="card flush">
          {value?.declarations.length === 0 && <Empty icon="list" title={tc("declare.none")} />}
          <ul className="rows">
            {value?.declarations.map((each) => (
              <li className="list-row" key={each.id}>
                <span className="grow">
                  <span className="t block">{tc(`declaration.${each.kind}`)}</span>
                  <span className="d block num">
                    {formatDate(Date.parse(`${each.on}T12:00:00Z`), t.language, "UTC")}
                  </span>
                </span>
                {each.setAside && <Chip tone="line">{tc("declare.setAside")}</Chip>}
              </li>
            ))}
          </ul>
        </div>
      </section>
    </div>
  )
}
