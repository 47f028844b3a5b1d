import type { CodeRecord } from "@homesafe/api"
import { Chip } from "@homesafe/ui"
import type { ReactNode } from "react"
import { useConsole } from "../app/context.ts"
import { sayTimes } from "../app/times.ts"

const tones = {
  waiting: "caution",
  refused: "line",
  lapsed: "line",
  granted: "info",
  given: "info",
  sending: "info",
  delivered: "ok",
  failed: "fault",
  used: "ok",
  expired: "line",
  withdrawn: "line",
  replaced: "line",
} as const

/** One code: how it was given and by whom, where it stands, and what the officer should know of it. */
export function CodeRow({
  code,
  isOfCase = true,
  children,
}: {
  readonly code: CodeRecord
  /** Whether the page says already which case it is. */
  readonly isOfCase?: boolean
  readonly children?: ReactNode
}) {
  const { t, deployment } = useConsole()
  const say = sayTimes(deployment, t.language)
  const way = t(`codes.way.${code.way}`)
  const notes = notesOf(t, say, code)
  return (
    <section className="list-row roomy" aria-label={isOfCase ? way : t("case.number", { number: code.caseNumber })}>
      <div className="grow stack g1">
        <p className="t">
          {!isOfCase && (
            <>
              <a href={`/cases/${code.caseId}`}>{t("case.number", { number: code.caseNumber })}</a> ·{" "}
            </>
          )}
          {way}
        </p>
        <p className="d">{t("codes.by", { name: code.askedBy, time: say.moment(code.askedAt) })}</p>
        {notes.map((note) => (
          <p key={note} className="d">
            {note}
          </p>
        ))}
      </div>
      <div className="row wrap g2">
        <Chip tone={tones[code.state]}>{t(`codes.state.${code.state}`)}</Chip>
        {children}
      </div>
    </section>
  )
}

function notesOf(
  t: ReturnType<typeof useConsole>["t"],
  say: ReturnType<typeof sayTimes>,
  { state, reason, decidedBy, expires, tries, nextTry }: CodeRecord,
): string[] {
  const notes: string[] = []
  if (reason !== null) notes.push(t(`codes.reason.${reason}`))
  if (decidedBy !== null) notes.push(t(state === "refused" ? "codes.refusedBy" : "codes.agreedBy", { name: decidedBy }))
  if (state === "sending" && tries > 0 && nextTry !== null)
    notes.push(t("codes.tried", { n: tries, time: say.time(nextTry) }))
  if (state === "failed") notes.push(t("codes.failedText"))
  if (expires !== null && (state === "given" || state === "delivered" || state === "sending"))
    notes.push(t("codes.until", { time: say.moment(expires) }))
  return notes
}
