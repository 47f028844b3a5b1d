import {
  type CaseRecord,
  call,
  holdGround,
  listRetentionActs,
  proposeHold,
  proposeRelease,
  type RetentionAct,
  releaseGround,
} from "@homesafe/api"
import { Button, TextField } from "@homesafe/ui"
import { useState } from "react"
import { ActDialog } from "../app/act-dialog.tsx"
import { ChoiceField } from "../app/choice-field.tsx"
import { useConsole } from "../app/context.ts"
import { useCall } from "../app/use-call.ts"
import { stepUp } from "../session/passkeys.ts"
import { ActRow } from "./act-row.tsx"

type Ground = NonNullable<RetentionAct["ground"]>
const grounds: Readonly<Record<"hold" | "release", readonly Ground[]>> = {
  hold: holdGround.options,
  release: releaseGround.options,
}

/** A case's legal holds, and the way to propose one or to end them early. Nothing stands here for who may do neither where there is none. */
export function CaseHold({ theCase }: { readonly theCase: CaseRecord }) {
  const { t, officer } = useConsole()
  const [asking, setAsking] = useState<"hold" | "release" | null>(null)
  const acts = useCall(listRetentionActs, { query: { case: theCase.id } }).value?.acts ?? []
  const canPropose = officer.roles.includes("approver")
  if (acts.length === 0 && !canPropose) return null
  return (
    <section className="stack g3" aria-labelledby="case-hold">
      <h2 id="case-hold">{t("retention.holds")}</h2>
      {acts.length > 0 && (
        <ul className="card flush rows">
          {acts.map((act: RetentionAct) => (
            <li key={act.id}>
              <ActRow act={act} />
            </li>
          ))}
        </ul>
      )}
      {canPropose && (
        <div className="row wrap g2">
          <Button kind="quiet" icon="seal" onClick={() => setAsking("hold")}>
            {t("retention.hold")}
          </Button>
          {acts.some(({ isInForce }) => isInForce) && (
            <Button kind="quiet" onClick={() => setAsking("release")}>
              {t("retention.release")}
            </Button>
          )}
        </div>
      )}
      {asking !== null && <HoldDialog caseId={theCase.id} kind={asking} onClose={() => setAsking(null)} />}
    </section>
  )
}

function HoldDialog({
  caseId,
  kind,
  onClose,
}: {
  readonly caseId: string
  readonly kind: "hold" | "release"
  readonly onClose: () => void
}) {
  const { t } = useConsole()
  const [id] = useState(() => crypto.randomUUID())
  const [ground, setGround] = useState<RetentionAct["ground"]>(null)
  const [reference, setReference] = useState("")
  const [until, setUntil] = useState("")
  const send = async () => {
    const checked = await stepUp()
    if (!checked.ok) return checked
    const words = reference.trim()
    return kind === "hold"
      ? call(proposeHold, {
          params: { id: caseId, hold: id },
          body: { ground: holdGround.parse(ground), reference: words, until },
        })
      : call(proposeRelease, {
          params: { id: caseId, release: id },
          body: { ground: releaseGround.parse(ground), reference: words },
        })
  }
  return (
    <ActDialog
      title={t(`retention.${kind}`)}
      act={t("retention.propose")}
      isReady={ground !== null && reference.trim().length > 2 && (kind === "release" || until !== "")}
      send={send}
      faultText={(problem, field) =>
        problem === "malformed" && field === "until" ? t("retention.untilNotAllowed") : undefined
      }
      onClose={onClose}
    >
      <p>{t(`retention.${kind}Text`)}</p>
      <ChoiceField
        label={t("retention.field.ground")}
        options={grounds[kind]}
        value={ground}
        words={(each) => t(`retention.ground.${each}`)}
        onChange={setGround}
      />
      <TextField
        label={t("retention.field.reference")}
        hint={t("retention.referenceHint")}
        maxLength={160}
        value={reference}
        onChange={(event) => setReference(event.currentTarget.value)}
      />
      {kind === "hold" && (
        <TextField
          label={t("retention.field.until")}
          type="date"
          value={until}
          onChange={(event) => setUntil(event.currentTarget.value)}
        />
      )}
    </ActDialog>
  )
}
