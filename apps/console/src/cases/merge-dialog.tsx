import { type CaseRecord, call, type MergeReason, mergeCase, mergeReason } from "@homesafe/api"
import { useState } from "react"
import { ActDialog } from "../app/act-dialog.tsx"
import { ChoiceField } from "../app/choice-field.tsx"
import { useConsole } from "../app/context.ts"
import { goTo } from "../app/route.ts"
import { stepUp } from "../session/passkeys.ts"

/** Asks before a merge, in full: nobody can take it back. */
export function MergeDialog({
  from,
  into,
  onClose,
}: {
  readonly from: CaseRecord
  readonly into: CaseRecord
  readonly onClose: () => void
}) {
  const { t } = useConsole()
  const [reason, setReason] = useState<MergeReason | null>(null)
  const send = async () => {
    const checked = await stepUp()
    if (!checked.ok) return checked
    return call(mergeCase, { params: { id: from.id }, body: { into: into.id, reason: mergeReason.parse(reason) } })
  }
  const numbers = { from: from.number, into: into.number }
  return (
    <ActDialog
      title={t("merge.question", numbers)}
      act={t("merge.act")}
      kind="danger"
      isReady={reason !== null}
      send={send}
      onDone={() => goTo(`/cases/${into.id}`)}
      onClose={onClose}
    >
      <p>{t("merge.moves", numbers)}</p>
      <p>{t("merge.ends", numbers)}</p>
      <p>
        <strong>{t("merge.noWayBack")}</strong>
      </p>
      <ChoiceField
        label={t("merge.why")}
        options={mergeReason.options}
        value={reason}
        words={(each) => t(`merge.reason.${each}`)}
        onChange={setReason}
      />
    </ActDialog>
  )
}
