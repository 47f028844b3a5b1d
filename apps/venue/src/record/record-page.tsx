import {
  type CallProblem,
  call,
  type Diligence,
  getDiligence,
  noteCheck,
  type OwnCheck,
  type Venue,
} from "@homesafe/api"
import { serviceDayOf, unixSeconds } from "@homesafe/protocol"
import { Banner, Button, Empty, ErrorState, Loading, PageHead, saveFile } from "@homesafe/ui"
import { useState } from "react"
import { usePortal } from "../app/context.ts"
import { formatServiceDay } from "../app/days.ts"
import { nameIn } from "../app/names.ts"
import { pathOfRoute } from "../app/route.ts"
import { useCall } from "../app/use-call.ts"
import { LoadVenue } from "../venues/load-venue.tsx"
import { RuleHere } from "../venues/rule-here.tsx"
import { DoorChecks } from "./door-checks.tsx"
import { linesOfRecord, writeRecord } from "./write-record.ts"

/** Which rule holds here, what hangs at the doors, and what the venue can show that it did. */
export function RecordPage({ id }: { readonly id: string }) {
  return <LoadVenue id={id}>{(venue) => <RecordOf venue={venue} />}</LoadVenue>
}

function RecordOf({ venue }: { readonly venue: Venue }) {
  const { t } = usePortal()
  const [loaded, again] = useCall(() => call(getDiligence, { params: { id: venue.id } }))
  return (
    <>
      <PageHead
        crumbs={<a href={pathOfRoute({ page: "venue", id: venue.id })}>{nameIn(venue.names, t.language)}</a>}
        title={t("record.title")}
        text={t("record.lead")}
      />
      <RuleHere venue={venue} />
      {loaded.state === "loading" && <Loading text={t("venue.loading")} lines={6} />}
      {loaded.state === "failed" && (
        <ErrorState
          title={t("level.fault")}
          text={t(`problem.${loaded.problem}`)}
          action={<Button onClick={() => void again()}>{t("action.retry")}</Button>}
        />
      )}
      {loaded.state === "ready" && <Diligent venue={venue} diligence={loaded.value} onNoted={again} />}
    </>
  )
}

/** Checks that are noted by a touch, then everything that was noted. */
function Diligent({
  venue,
  diligence,
  onNoted,
}: {
  readonly venue: Venue
  readonly diligence: Diligence
  readonly onNoted: () => Promise<void>
}) {
  const { t, deployment } = usePortal()
  const [problem, setProblem] = useState<CallProblem | null>(null)
  const today = serviceDayOf(unixSeconds(Math.floor(Date.now() / 1000)), deployment.trust.offset)
  const note = async (kind: OwnCheck, entrance: number | null) => {
    const noted = await call(noteCheck, { params: { id: venue.id }, body: { kind, entrance } })
    setProblem(noted.ok ? null : noted.problem)
    await onNoted()
  }
  const lines = linesOfRecord(t, venue, diligence)
  const save = () =>
    saveFile("homesafe-record.csv", new Blob([writeRecord(t, venue, lines)], { type: "text/csv;charset=utf-8" }))
  const isNoted = (kind: OwnCheck) => diligence.checks.some((check) => check.kind === kind && check.day === today)
  return (
    <>
      <DoorChecks venue={venue} diligence={diligence} today={today} onNote={(place) => void note("displayed", place)} />
      <section className="stack g3" aria-labelledby="people">
        <h2 id="people">{t("record.people")}</h2>
        <ul className="card flush rows">
          {(["staff-told", "rule-read"] as const).map((kind) => (
            <li key={kind} className="list-row roomy">
              <p className="grow">{t(`record.ask.${kind}`)}</p>
              <Button
                kind="quiet"
                icon="check"
                disabled={isNoted(kind)}
                aria-label={`${t("record.note")}: ${t(`record.check.${kind}`)}`}
                onClick={() => void note(kind, null)}
              >
                {t(isNoted(kind) ? "record.noted" : "record.note")}
              </Button>
            </li>
          ))}
        </ul>
      </section>
      {problem && <Banner level="fault">{t(`problem.${problem}`)}</Banner>}
      <section className="stack g3" aria-labelledby="lines">
        <h2 id="lines">{t("record.lines")}</h2>
        <p className="small soft">{t("record.nobody")}</p>
        {lines.length === 0 ? (
          <Empty icon="records" title={t("record.none")} text={t("record.noneText")} />
        ) : (
          <>
            <ul className="card flush rows">
              {lines.map(({ day, what, door }, place) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: two lines may say the same.
                <li key={place} className="list-row">
                  <div className="grow">
                    <p className="t">{what}</p>
                    <p className="d">{[formatServiceDay(day, t.language), door].filter(Boolean).join(" · ")}</p>
                  </div>
                </li>
              ))}
            </ul>
            <p>
              <Button kind="quiet" icon="save" onClick={save}>
                {t("record.save")}
              </Button>
            </p>
          </>
        )}
      </section>
    </>
  )
}
