import {
  call,
  type FoundPerson,
  findByDocument,
  type IssuedHealthCode,
  printHealthCode,
  revokePaper,
} from "@homesafe/api"
import { formatMoment } from "@homesafe/i18n"
import { Banner, Button, Chip, SelectField, TextField } from "@homesafe/ui"
import { type FormEvent, useState } from "react"
import { useHealth } from "./health-context.ts"
import { PaperSheet } from "./paper-sheet.tsx"
import { TypeRegistration } from "./type-registration.tsx"
import { useCaller } from "./use-queue.ts"

/** For people without a phone, who are there with their document: found, and given their code on paper. */
export function PaperPage() {
  const { tc } = useHealth()
  const { fault, run } = useCaller()
  const [document, setDocument] = useState({ documentNumber: "", born: "" })
  const [person, setPerson] = useState<FoundPerson | null | undefined>(undefined)
  const [sheet, setSheet] = useState<(IssuedHealthCode & { number: number }) | null>(null)
  const find = async () => {
    setSheet(null)
    const body = { ...document, documentNumber: document.documentNumber.toUpperCase().replace(/[\s()]/g, "") }
    const found = await run(call(findByDocument, { body }))
    if (found) setPerson(found.person)
  }
  const print = async (days: number) => {
    if (!person) return
    const printed = await run(call(printHealthCode, { params: { id: person.id }, body: { days } }))
    if (!printed) return
    await find()
    setSheet(printed)
  }
  const revoke = async (serial: number) => {
    if (await run(call(revokePaper, { params: { number: serial } }))) await find()
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void find()
  }
  return (
    <div className="stack g6">
      <section className="stack g4 no-print" aria-labelledby="health-find">
        <form className="stack g4" onSubmit={submit}>
          <h2 id="health-find">{tc("officer.find")}</h2>
          {fault !== null && <Banner level="fault">{fault}</Banner>}
          <TextField
            label={tc("field.documentNumber")}
            hint={tc("officer.logged")}
            value={document.documentNumber}
            required
            autoComplete="off"
            onChange={(event) => setDocument({ ...document, documentNumber: event.currentTarget.value })}
          />
          <TextField
            label={tc("field.born")}
            type="date"
            required
            value={document.born}
            onChange={(event) => setDocument({ ...document, born: event.currentTarget.value })}
          />
          <Button type="submit" icon="search">
            {tc("officer.findButton")}
          </Button>
        </form>
        {person === null && <Banner level="caution">{tc("officer.notFound")}</Banner>}
        {person && <Found person={person} onPrint={print} onRevoke={revoke} />}
      </section>
      {sheet && <PaperSheet code={sheet} />}
      <TypeRegistration />
    </div>
  )
}

function Found({
  person,
  onPrint,
  onRevoke,
}: {
  readonly person: FoundPerson
  readonly onPrint: (days: number) => Promise<void>
  readonly onRevoke: (serial: number) => Promise<void>
}) {
  const { t, tc, timeZone } = useHealth()
  const [days, setDays] = useState(7)
  return (
    <div className="card stack g3">
      <p className="num">{tc("code.holder", person.holder)}</p>
      <SelectField
        label={tc("officer.validFor")}
        value={String(days)}
        onChange={(event) => setDays(Number(event.currentTarget.value))}
      >
        {[1, 2, 3, 4, 5, 6, 7].map((n) => (
          <option key={n} value={n}>
            {tc("officer.days", { n })}
          </option>
        ))}
      </SelectField>
      <Button icon="print" onClick={() => void onPrint(days)}>
        {tc("officer.print")}
      </Button>
      {person.papers.length > 0 && <h3>{tc("officer.papers")}</h3>}
      <ul className="rows">
        {person.papers.map(({ number: serial, until, revoked }) => (
          <li className="list-row" key={serial}>
            <span className="grow num">
              {tc("officer.paperNumber", { serial })}
              <span className="d block">
                {tc("officer.paperUntil", { when: formatMoment(until * 1000, t.language, timeZone) })}
              </span>
            </span>
            {revoked ? (
              <Chip tone="line">{tc("officer.revoked")}</Chip>
            ) : (
              <Button kind="quiet" onClick={() => void onRevoke(serial)}>
                {tc("officer.revoke")}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </div>
  )
}
