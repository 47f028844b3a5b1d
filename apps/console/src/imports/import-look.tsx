import type { ImportProfile } from "@homesafe/api"
import { codeWords } from "@homesafe/i18n/console"
import type { Mapping } from "@homesafe/lists"
import { Banner, Button } from "@homesafe/ui"
import { useState } from "react"
import { useConsole } from "../app/context.ts"
import { FirstRows } from "./first-rows.tsx"
import type { LookAnswer } from "./look.worker.ts"
import { MappingForm } from "./mapping-form.tsx"
import { formatName } from "./source-name.ts"

/** What a look at a file found, under which saved mapping. */
export interface LookedAt {
  readonly answer: LookAnswer
  readonly profile: ImportProfile | null
  readonly isGuided: boolean
}

type Send = (profile: { readonly id: string; readonly save: Omit<ImportProfile, "id"> | null } | null) => void

/** How a chosen file would be read: recognised, refused, or a table whose columns are to be named. */
export function ImportLook({
  looked,
  profiles,
  onLook,
  onSend,
}: {
  readonly looked: LookedAt
  readonly profiles: readonly ImportProfile[]
  readonly onLook: (mapping: Mapping | null, profile: ImportProfile | null) => void
  readonly onSend: Send
}) {
  const { t } = useConsole()
  const { answer, profile } = looked
  const [isMapping, setMapping] = useState(looked.isGuided)
  if (!answer.ok)
    return (
      <Banner level="fault" title={t("imports.refusedTitle")}>
        <div className="stack g3">
          <p>
            {codeWords(t, "refusal", answer.reason)}{" "}
            {answer.offset > 0 && t("imports.offset", { offset: answer.offset })}
          </p>
          <p>{t("imports.refusedKept")}</p>
          <p>
            <Button kind="quiet" onClick={() => onSend(null)}>
              {t("imports.noteRefusal")}
            </Button>
          </p>
        </div>
      </Banner>
    )
  const isKnown = answer.format !== "table"
  const zone = answer.mapping.timeZone
  return (
    <div className="stack g4">
      <p role="status">
        <b>{t("imports.recognised", { format: formatName(t, answer.format) })}</b>
        {zone !== undefined && ` · ${t("imports.zone", { zone })}`}
        <br />
        {t("imports.counts", answer.counts)}
      </p>
      {(!isKnown || isMapping) && (
        <MappingForm answer={answer} profile={profile} profiles={profiles} onLook={onLook} onSend={onSend} />
      )}
      <FirstRows rows={answer.first} zone={zone} />
      {isKnown && !isMapping && (
        <div className="row g3 wrap">
          <Button icon="check" onClick={() => onSend(null)}>
            {t("imports.keep", { n: answer.rows })}
          </Button>
          <Button kind="quiet" onClick={() => setMapping(true)}>
            {t("imports.changeMapping")}
          </Button>
        </div>
      )}
    </div>
  )
}
