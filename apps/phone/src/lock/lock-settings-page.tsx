import { Banner, Button, Loading, Segmented } from "@homesafe/ui"
import { useEffect, useState } from "react"
import { ask, onKeeperChange } from "../keeper/ask-keeper.ts"
import { useApp } from "../shell/app-context.ts"
import { Page } from "../shell/page.tsx"
import type { LockView } from "./answer-lock.ts"
import { ChangeLock, type WantedLock } from "./change-lock.tsx"
import { LOCK_MINUTES } from "./lock-watch.ts"
import { hasPasskeys } from "./passkey.ts"

/** The lock: none, a PIN or a passkey; when it closes; and the way to close it now. */
export function LockSettingsPage() {
  const { t, overview, say } = useApp()
  const [lock, setLock] = useState<LockView>()
  const [wanted, setWanted] = useState<WantedLock | null>(null)
  useEffect(() => {
    const look = () => void ask("lockState", {}).then(setLock)
    look()
    return onKeeperChange(look)
  }, [])
  const { kind } = overview.lock
  const done = (result: "lock.set" | "lock.removed" | null) => {
    setWanted(null)
    if (result) say(t(result))
  }
  if (lock && wanted) {
    return (
      <Page title={t("lock.settings")} back="/settings">
        <ChangeLock lock={lock} wanted={wanted} onDone={done} />
      </Page>
    )
  }
  return (
    <Page title={t("lock.settings")} back="/settings" place="settings">
      <div className="stack g5">
        <Banner
          level={kind === "none" ? "info" : "corrected"}
          icon={kind === "none" ? "info" : "key"}
          title={t(`lock.settingsText.${kind}`)}
        >
          {t("lock.what")}
        </Banner>
        {!lock && <Loading text={t("state.loading")} />}
        {kind !== "none" && <WhenToLock />}
        <div className="stack g2">
          <Button kind={kind === "none" ? "primary" : "quiet"} wide icon="key" onClick={() => setWanted("pin")}>
            {t(kind === "none" ? "lock.setPin" : "lock.changeTo.pin")}
          </Button>
          {kind === "none" && <p className="xs soft">{t("lock.setPinText")}</p>}
          {hasPasskeys() ? (
            <>
              <Button kind="quiet" wide icon="key" onClick={() => setWanted("passkey")}>
                {t(kind === "none" ? "lock.setPasskey" : "lock.changeTo.passkey")}
              </Button>
              {kind === "none" && <p className="xs soft">{t("lock.setPasskeyText")}</p>}
            </>
          ) : (
            <p className="small soft">{t("lock.passkeyMissing")}</p>
          )}
          {kind !== "none" && (
            <Button kind="danger" wide icon="x" onClick={() => setWanted("none")}>
              {t("lock.remove")}
            </Button>
          )}
        </div>
        <p className="small soft">{t("lock.scanNote")}</p>
        <p className="small soft">{t("lock.noReset")}</p>
      </div>
    </Page>
  )
}

function WhenToLock() {
  const { t, overview } = useApp()
  return (
    <div className="stack g3">
      <Button wide icon="key" onClick={() => void ask("lockNow", {})}>
        {t("lock.now")}
      </Button>
      <div className="stack g1">
        <p className="small soft">{t("lock.after")}</p>
        <Segmented
          label={t("lock.after")}
          options={LOCK_MINUTES.map((minutes) => ({ value: String(minutes), label: t(`lock.after.${minutes}`) }))}
          value={String(overview.lock.minutes)}
          onChange={(minutes) => void ask("setLockMinutes", { minutes: Number(minutes) })}
        />
      </div>
    </div>
  )
}
