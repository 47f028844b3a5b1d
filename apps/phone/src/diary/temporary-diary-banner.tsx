import { Banner, Steps } from "@homesafe/ui"
import { useEffect, useState } from "react"
import { useVoice } from "../shell/app-context.ts"
import { isTemporaryDiary, readBrowser } from "./temporary-diary.ts"

/** Where the browser may clear the diary: what it is, and how to keep it. Shown before the first check-in there, and with each. */
export function TemporaryDiaryBanner() {
  const { t } = useVoice()
  const [isTemporary] = useState(() => isTemporaryDiary(readBrowser()))
  if (!isTemporary) return null
  return (
    <Banner level="caution" title={t("temporary.title")}>
      <p>{t("temporary.text")}</p>
      <details>
        <summary>{t("temporary.how")}</summary>
        <Steps items={[t("temporary.add"), t("temporary.scanThere"), t("temporary.bring")]} />
        <p>
          <a href="/settings/move">{t("temporary.move")}</a>
        </p>
      </details>
    </Banner>
  )
}

/** Elsewhere a browser may have refused to promise that it keeps the diary: said in one sentence. */
export function StorageNote() {
  const { t } = useVoice()
  const [isPromised, setPromised] = useState(true)
  useEffect(() => {
    void navigator.storage?.persisted?.().then(setPromised)
  }, [])
  const [isTemporary] = useState(() => isTemporaryDiary(readBrowser()))
  return isPromised || isTemporary ? null : <p className="small soft">{t("temporary.notPromised")}</p>
}
