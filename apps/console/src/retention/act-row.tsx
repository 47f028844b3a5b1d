import { call, decideRetentionAct, type RetentionAct } from "@homesafe/api"
import { formatDate } from "@homesafe/i18n"
import type { ConsoleTranslate } from "@homesafe/i18n/console"
import { Button, Chip } from "@homesafe/ui"
import { useState } from "react"
import { ActDialog } from "../app/act-dialog.tsx"
import { useConsole } from "../app/context.ts"
import { sayTimes } from "../app/times.ts"
import { stepUp } from "../session/passkeys.ts"

const tones = { proposed: "caution", agreed: "ok", refused: "line", "taken-back": "line", released: "line" } as const

/** What an act is about, in one line. */
function titleOf(t: ConsoleTranslate, { kind, case: held, disclosure }: RetentionAct): string {
  if (kind === "disclosure") return t("retention.toOffice", { office: disclosure?.office ?? "" })
  return t(kind === "hold" ? "retention.holdOf" : "retention.releaseOf", { number: held?.number ?? "" })
}

/** A date yyyy-mm-dd in words. */
const dateWords = (t: ConsoleTranslate, date: string) => formatDate(Date.parse(date), t.language, "UTC")

/** One hold, early end or disclosure, and what the officer who looks may do with it. */
export function ActRow({ act }: { readonly act: RetentionAct }) {
  const { t, deployment, officer } = useConsole()
  const [deciding, setDeciding] = useState<boolean | null>(null)
  const say = sayTimes(deployment, t.language)
  const { kind, case: held, ground, reference, until, disclosure, state, isInForce, isOwn } = act
  const title = titleOf(t, act)
  const isOver = kind === "hold" && state === "agreed" && !isInForce
  const canDecide = state === "proposed" && officer.roles.includes("approver")
  const refuseWord = t(isOwn ? "retention.takeBack" : "retention.refuse")
  return (
    <section className="list-row roomy" aria-label={title}>
      <div className="grow stack g1">
        <p className="t breaks">{held === null ? title : <a href={`/cases/${held.id}`}>{title}</a>}</p>
        {ground !== null && <p className="d breaks">{`${t(`retention.ground.${ground}`)} · ${reference}`}</p>}
        {until !== null && <p className="d">{t("retention.until", { date: dateWords(t, until) })}</p>}
        {disclosure !== null && (
          <>
            <p className="d breaks">
              {`${t(`retention.recipient.${disclosure.recipient}`)} · ${disclosure.basis} · ${dateWords(t, disclosure.day)}`}
            </p>
            <p className="d">
              {t("retention.people", { n: disclosure.people })}
              {` · ${disclosure.classes.map((each) => t(`retention.class.${each}`)).join(" · ")}`}
            </p>
          </>
        )}
        <p className="d">{t("retention.proposedBy", { name: act.proposedBy, time: say.moment(act.proposedAt) })}</p>
        {act.decidedBy !== null && act.decidedAt !== null && (
          <p className="d">{t("retention.decidedBy", { name: act.decidedBy, time: say.moment(act.decidedAt) })}</p>
        )}
      </div>
      <Chip tone={isOver ? "line" : tones[state]}>
        {t(isOver ? "retention.state.over" : `retention.state.${state}`)}
      </Chip>
      {canDecide && (
        <div className="row wrap g2">
          {!isOwn && (
            <Button icon="check" onClick={() => setDeciding(true)}>
              {t("retention.agree")}
            </Button>
          )}
          <Button kind="quiet" onClick={() => setDeciding(false)}>
            {refuseWord}
          </Button>
        </div>
      )}
      {deciding !== null && (
        <ActDialog
          title={title}
          act={deciding ? t("retention.agree") : refuseWord}
          kind={deciding ? "primary" : "danger"}
          send={() => decide(act.id, deciding)}
          onClose={() => setDeciding(null)}
        >
          <p>{t(deciding ? `retention.before.${kind}` : "retention.beforeRefusal")}</p>
        </ActDialog>
      )}
    </section>
  )
}

/** A fresh passkey check, and then the decision. */
async function decide(id: string, agreed: boolean) {
  const checked = await stepUp()
  return checked.ok ? call(decideRetentionAct, { params: { id }, body: { agreed } }) : checked
}
