import { Button, Card, SelectField } from "@homesafe/ui"
import { useState } from "react"
import { useConsole } from "../app/context.ts"

const purposes = ["trace", "quality", "correction"] as const
/** Why somebody reads what is sealed: it stands in the audit log. */
export type Purpose = (typeof purposes)[number]

/** What stands before anything sealed: what reading it means, why it is read, and the button. */
export function PurposeCard({
  text,
  action,
  onRead,
}: {
  readonly text: string
  readonly action: string
  readonly onRead: (purpose: Purpose) => Promise<void>
}) {
  const { t } = useConsole()
  const [purpose, setPurpose] = useState<Purpose>("trace")
  const [isBusy, setBusy] = useState(false)
  const read = async () => {
    setBusy(true)
    await onRead(purpose)
    setBusy(false)
  }
  return (
    <Card>
      <div className="stack g4">
        <p>{text}</p>
        <SelectField
          label={t("visits.purpose")}
          value={purpose}
          onChange={(event) => setPurpose(purposes.find((p) => p === event.currentTarget.value) ?? "trace")}
        >
          {purposes.map((p) => (
            <option key={p} value={p}>
              {t(`visits.purpose.${p}`)}
            </option>
          ))}
        </SelectField>
        <div>
          <Button icon="eye" busy={isBusy} onClick={() => void read()}>
            {action}
          </Button>
        </div>
      </div>
    </Card>
  )
}
