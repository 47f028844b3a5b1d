import { Banner, Field, PageHead } from "@homesafe/ui"
import { useState } from "react"
import { usePortal } from "../app/context.ts"
import { keepKey } from "./key-store.ts"
import { readRecoveryFile } from "./read-recovery-file.ts"

type Outcome =
  | { readonly state: "none" | "bad" | "other-deployment" }
  | { readonly state: "done"; readonly name: string }

/** Brings a venue's key into this browser from a file that never leaves it. */
export function RecoverPage() {
  const { t, deployment } = usePortal()
  const [outcome, setOutcome] = useState<Outcome>({ state: "none" })
  const open = async (file: File | undefined) => {
    if (!file) return
    // A recovery file is a few hundred bytes; anything long is something else.
    const read = readRecoveryFile(file.size > 10_000 ? "" : await file.text(), deployment.dep)
    if (!read.ok) return setOutcome({ state: read.problem })
    await keepKey(read.value)
    setOutcome({ state: "done", name: read.value.name })
  }
  const errors = { bad: t("recover.bad"), "other-deployment": t("recover.otherDeployment") }
  const error = outcome.state === "bad" || outcome.state === "other-deployment" ? errors[outcome.state] : undefined
  return (
    <>
      <PageHead title={t("recover.title")} text={t("recover.lead")} />
      <div className="form card">
        <Field label={t("recover.file")} hint={t("recover.fileHint")} error={error}>
          {(control) => (
            <input
              {...control}
              type="file"
              accept="application/json,.json"
              onChange={(event) => void open(event.currentTarget.files?.[0])}
            />
          )}
        </Field>
      </div>
      <div role="status">
        {outcome.state === "done" && (
          <Banner level="corrected" icon="check">
            {t("recover.done", { venue: outcome.name })}
          </Banner>
        )}
      </div>
    </>
  )
}
