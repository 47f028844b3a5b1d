import { type CaseNote, type CaseRecord, call, readNotes, writeNote } from "@homesafe/api"
import { Banner, Button, Card, TextAreaField } from "@homesafe/ui"
import { useState } from "react"
import { useConsole } from "../app/context.ts"
import { sayTimes } from "../app/times.ts"
import { useAskAnew } from "../app/use-call.ts"
import { stepUp } from "../session/passkeys.ts"
import { problemText } from "../session/problem-text.ts"
import { type Purpose, PurposeCard } from "../session/purpose-card.tsx"

/** A case's notes: anyone who may trace writes one; to read them needs a passkey and a purpose. */
export function CaseNotes({ theCase, count }: { readonly theCase: CaseRecord; readonly count: number }) {
  const { t } = useConsole()
  const [notes, setNotes] = useState<readonly CaseNote[] | null>(null)
  const [fault, setFault] = useState<string | null>(null)
  const read = async (purpose: Purpose) => {
    const checked = await stepUp()
    const answer = checked.ok ? await call(readNotes, { params: { id: theCase.id }, body: { purpose } }) : checked
    setFault(answer.ok ? null : problemText(t, answer.problem))
    if (answer.ok && "notes" in answer.value) setNotes(answer.value.notes)
  }
  return (
    <section className="stack g4" aria-labelledby="notes">
      <h2 id="notes">{t("notes.title")}</h2>
      <p className="soft">{t("notes.count", { n: count })}</p>
      {fault !== null && <Banner level="fault">{fault}</Banner>}
      {count > 0 && notes === null && <PurposeCard text={t("notes.readText")} action={t("notes.read")} onRead={read} />}
      {notes !== null && (
        <ul className="card flush rows">
          {notes.map((note) => (
            <li key={note.id} className="list-row roomy">
              <Note note={note} />
            </li>
          ))}
        </ul>
      )}
      <WriteNote theCase={theCase} onWritten={() => setNotes(null)} />
    </section>
  )
}

function Note({ note }: { readonly note: CaseNote }) {
  const { t, deployment } = useConsole()
  return (
    <div className="grow stack g1">
      <p className="note-text">{note.text}</p>
      <p className="d">{t("notes.by", { name: note.by, time: sayTimes(deployment, t.language).moment(note.at) })}</p>
    </div>
  )
}

function WriteNote({ theCase, onWritten }: { readonly theCase: CaseRecord; readonly onWritten: () => void }) {
  const { t } = useConsole()
  const askAnew = useAskAnew()
  const [text, setText] = useState("")
  // One id for one note, however often its sending is tried.
  const [id, setId] = useState(() => crypto.randomUUID())
  const [isBusy, setBusy] = useState(false)
  const [said, setSaid] = useState<{ readonly isFault: boolean; readonly text: string } | null>(null)
  const write = async () => {
    setBusy(true)
    const written = await call(writeNote, { params: { id: theCase.id, note: id }, body: { text: text.trim() } })
    setBusy(false)
    askAnew()
    if (!written.ok) return setSaid({ isFault: true, text: problemText(t, written.problem) })
    setSaid({ isFault: false, text: t("notes.written") })
    setText("")
    setId(crypto.randomUUID())
    onWritten()
  }
  return (
    <Card>
      <form
        className="stack g3"
        onSubmit={(event) => {
          event.preventDefault()
          void write()
        }}
      >
        <TextAreaField
          label={t("notes.write")}
          hint={t("notes.hint")}
          maxLength={4000}
          rows={3}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        {said?.isFault && <Banner level="fault">{said.text}</Banner>}
        <div className="row wrap g3">
          <Button type="submit" kind="quiet" icon="save" busy={isBusy} disabled={text.trim() === ""}>
            {t("notes.keep")}
          </Button>
          <span role="status" className="soft">
            {said && !said.isFault ? said.text : ""}
          </span>
        </div>
      </form>
    </Card>
  )
}
