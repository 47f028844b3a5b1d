import { type CallProblem, call, type DoorFinding, doorFinding, noteDoor } from "@homesafe/api"
import { Banner, Button, SelectField, TextAreaField } from "@homesafe/ui"
import { useState } from "react"
import { useConsole } from "../app/context.ts"
import { nameIn } from "../app/names.ts"
import { useAskAnew } from "../app/use-call.ts"
import { problemText } from "../session/problem-text.ts"
import type { PosterAtDoor, VenueAtDoor } from "./judge-door.ts"

/** What hangs at the door, as the inspector saw it: a poster that was read answers it beforehand. */
export function FindingForm({
  found,
  poster,
  onKept,
  onLeave,
}: {
  readonly found: VenueAtDoor
  readonly poster: PosterAtDoor | null
  readonly onKept: (name: string) => void
  readonly onLeave: () => void
}) {
  const { t } = useConsole()
  const askAnew = useAskAnew()
  const [entrance, setEntrance] = useState(poster?.entrance ?? (found.entrances.length === 1 ? 0 : null))
  const [finding, setFinding] = useState<DoorFinding>(poster?.finding ?? "missing")
  const [note, setNote] = useState("")
  const [problem, setProblem] = useState<CallProblem | null>(null)
  const [isBusy, setBusy] = useState(false)
  // One id for one visit, however often it is sent: a lost answer does not make two of it.
  const [id] = useState(() => crypto.randomUUID())
  const keep = async () => {
    setBusy(true)
    const sent = await call(noteDoor, { params: { id }, body: { venue: found.venue.id, entrance, finding, note } })
    setBusy(false)
    setProblem(sent.ok ? null : sent.problem)
    if (!sent.ok) return
    askAnew()
    onKept(nameIn(found.venue.names, t.language))
  }
  return (
    <section className="card stack g4" aria-labelledby="finding">
      <h2 id="finding">{t("door.found")}</h2>
      <div className="stack g4">
        <SelectField
          label={t("door.which")}
          value={entrance === null ? "" : String(entrance)}
          onChange={({ currentTarget }) => setEntrance(currentTarget.value === "" ? null : Number(currentTarget.value))}
        >
          <option value="">{t("door.whole")}</option>
          {found.entrances.map((names, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a door is its place.
            <option key={place} value={place}>
              {names ? nameIn(names, t.language) : t("door.only")}
            </option>
          ))}
        </SelectField>
        <SelectField
          label={t("door.finding")}
          value={finding}
          onChange={({ currentTarget }) => setFinding(doorFinding.parse(currentTarget.value))}
        >
          {doorFinding.options.map((each) => (
            <option key={each} value={each}>
              {t(`door.finding.${each}`)}
            </option>
          ))}
        </SelectField>
      </div>
      <TextAreaField
        label={t("door.note")}
        hint={t("door.noteHint")}
        optional={t("state.optional")}
        maxLength={500}
        value={note}
        onChange={({ currentTarget }) => setNote(currentTarget.value)}
      />
      {problem && <Banner level="fault">{problemText(t, problem)}</Banner>}
      <div className="row wrap g3">
        <Button icon="check" busy={isBusy} onClick={() => void keep()}>
          {t("door.keep")}
        </Button>
        <Button kind="quiet" onClick={onLeave}>
          {t("door.other")}
        </Button>
      </div>
    </section>
  )
}
