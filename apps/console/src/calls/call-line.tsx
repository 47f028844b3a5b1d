import type { CallLine, openCalls, ReplyOf } from "@homesafe/api"
import { Button, Chip } from "@homesafe/ui"
import { useState } from "react"
import { useConsole } from "../app/context.ts"
import { sayTimes } from "../app/times.ts"
import { diseaseName } from "../cases/diseases.ts"
import { ChangeCall } from "./call-dialogs.tsx"
import { OutcomeField } from "./outcome-field.tsx"

/** Whom a call is to, once it was opened. */
export type Contact = ReplyOf<typeof openCalls>["people"][number]

/** One call: whom, if that was opened; for which case, in which language, when, whose; and what came of it. */
export function CallRow({
  line,
  contact,
  now,
  withCase = false,
}: {
  readonly line: CallLine
  readonly contact: Contact | undefined
  readonly now: number
  readonly withCase?: boolean
}) {
  const { t, deployment, catalogue } = useConsole()
  const say = sayTimes(deployment, t.language)
  const [isChanging, setChanging] = useState(false)
  const { number, pathogen } = line.case
  const caseWords = `${t("case.number", { number })} · ${diseaseName(t, catalogue, pathogen)}`
  const name = contact?.name ?? t("calls.closed")
  const isToMake = line.outcome === null || line.outcome.is === "try-again"
  return (
    <section className="list-row roomy" aria-label={withCase ? `${name}, ${caseWords}` : name}>
      <div className="grow stack g1">
        <p className={contact ? "t" : "t soft"}>
          <bdi>{name}</bdi>
        </p>
        {contact && (
          <p className="num">
            <a href={`tel:${contact.number.replace(/[^+0-9]/g, "")}`}>{contact.number}</a>
          </p>
        )}
        <p className="d">
          {line.decision === null ? t("calls.ofCase") : <a href={`/decisions/${line.decision}`}>{t("calls.ofForm")}</a>}
          {withCase && (
            <>
              {" · "}
              <a href={`/cases/${line.case.id}`}>{caseWords}</a>
            </>
          )}
        </p>
        <p className="d">
          {[
            ...(isToMake ? [t("calls.due", { time: say.moment(line.due) })] : []),
            line.language === null ? t("calls.languageUnknown") : t(`calls.language.${line.language}`),
            ...(line.tries > 0 ? [t("calls.tries", { n: line.tries })] : []),
            line.officer?.name ?? t("calls.nobody"),
          ].join(" · ")}
        </p>
        {line.outcome && (
          <p className="d">{t("forms.notedBy", { name: line.outcome.by, time: say.moment(line.outcome.at) })}</p>
        )}
        <div className="row wrap g2">
          {line.interpreter && (
            <Chip tone="caution" icon="people">
              {t("calls.interpreter")}
            </Chip>
          )}
          {isToMake && line.due < now - LATE && (
            <Chip tone="caution" icon="clock">
              {t("tasks.late")}
            </Chip>
          )}
          <Button kind="quiet" icon="settings" onClick={() => setChanging(true)}>
            {t("calls.change")}
          </Button>
        </div>
      </div>
      <OutcomeField of={line} label={t("forms.callTo", { name })} />
      {isChanging && <ChangeCall line={line} onClose={() => setChanging(false)} />}
    </section>
  )
}

/** A call is late when it has waited this long. Seconds. */
const LATE = 3600
