import type { CaseRecord, CaseVisit } from "@homesafe/api"
import { serviceDay, serviceDayOf, unixSeconds } from "@homesafe/protocol"
import { Button, Card } from "@homesafe/ui"
import { useState } from "react"
import { useConsole } from "../app/context.ts"
import { DayStrip } from "./day-strip.tsx"
import { StayForm } from "./stay-form.tsx"

/** Days that the calendar shows at a time: the newest of the infectious period, for memory fades. */
const MOST_DAYS = 35

/** What a case without the app, or who forgot to scan, tells an officer: day by day through the infectious period (S41). */
export function InterviewPart({
  theCase,
  visits,
  now,
  onKept,
}: {
  readonly theCase: CaseRecord
  /** What is known on this page, from whatever source. */
  readonly visits: readonly CaseVisit[]
  readonly now: number
  readonly onKept: (id: string, visits: readonly CaseVisit[]) => void
}) {
  const { t, deployment } = useConsole()
  const today = serviceDayOf(unixSeconds(now), deployment.offset)
  const last = Math.min(theCase.infectiousUntil, today)
  const first = Math.max(theCase.infectiousFrom, last - MOST_DAYS + 1)
  const [day, setDay] = useState(last)
  const [isOpen, setOpen] = useState(false)
  if (first > last) return null
  const days = Array.from({ length: last - first + 1 }, (_, i) => serviceDay(first + i))
  return (
    <section className="stack g4" aria-labelledby="interview">
      <h2 id="interview">{t("interview.title")}</h2>
      {isOpen ? (
        <Card>
          <div className="stack g4">
            <p className="soft">{t("interview.prompt")}</p>
            <DayStrip days={days} visits={visits} day={day} onDay={setDay} />
            <StayForm key={day} theCase={theCase} day={serviceDay(day)} onKept={onKept} />
            <div>
              <Button kind="plain" onClick={() => setOpen(false)}>
                {t("interview.close")}
              </Button>
            </div>
          </div>
        </Card>
      ) : (
        <>
          <p>{t("interview.text")}</p>
          <div>
            <Button kind="quiet" icon="plus" onClick={() => setOpen(true)}>
              {t("interview.open")}
            </Button>
          </div>
        </>
      )}
    </section>
  )
}
