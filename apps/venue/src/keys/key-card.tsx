import { Button, Icon, saveFile, Toast } from "@homesafe/ui"
import { useState } from "react"
import { usePortal } from "../app/context.ts"
import { type KeptKey, keepKey, recoveryFileName, writeRecoveryFile } from "./key-store.ts"

/** Says plainly where the key is, and saves a recovery file. */
export function KeyCard({ venueKey, onSaved }: { readonly venueKey: KeptKey; readonly onSaved: () => void }) {
  const { t } = usePortal()
  const [isToasting, setToasting] = useState(false)
  const save = async () => {
    saveFile(recoveryFileName(venueKey), new Blob([writeRecoveryFile(venueKey)], { type: "application/json" }))
    await keepKey({ ...venueKey, isSaved: true })
    setToasting(true)
    onSaved()
  }
  return (
    <section className="card stack g3" aria-labelledby="key">
      <div className="row g3 wrap between">
        <h2 id="key" className="row g2">
          <Icon name="key" />
          {t("key.title")}
        </h2>
        {venueKey.isSaved && (
          <span className="chip ok">
            <Icon name="check" />
            {t("key.saved")}
          </span>
        )}
      </div>
      <p>{t("key.text")}</p>
      <p className="soft small">{t("key.never")}</p>
      <p>
        <Button kind={venueKey.isSaved ? "plain" : "quiet"} icon="save" onClick={() => void save()}>
          {t("key.save")}
        </Button>
      </p>
      {isToasting && <Toast text={t("key.saved")} onDone={() => setToasting(false)} />}
    </section>
  )
}
