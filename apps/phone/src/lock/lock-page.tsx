import { Banner, Brand, Button, Dialog, Icon, Loading, PhoneShell } from "@homesafe/ui"
import { useEffect, useState } from "react"
import { ask, onKeeperChange } from "../keeper/ask-keeper.ts"
import { useVoice } from "../shell/app-context.ts"
import { useTitle } from "../shell/use-title.ts"
import type { LockView } from "./answer-lock.ts"
import { uncover } from "./cover.ts"
import { UnlockForm } from "./unlock-form.tsx"

/** Stands before everything else: no place, no warning, no title says more than that there is a lock. */
export function LockPage({
  isArriving,
  onOpen,
}: {
  /** A code at a door brought the reader here: it is kept until the lock is open. */
  readonly isArriving: boolean
  readonly onOpen: () => void
}) {
  const { t } = useVoice()
  const [lock, setLock] = useState<LockView>()
  const [isAsking, setAsking] = useState(false)
  useTitle()
  // biome-ignore lint/correctness/useExhaustiveDependencies: once; another tab may open the lock meanwhile.
  useEffect(() => {
    uncover()
    void ask("lockState", {}).then(setLock)
    return onKeeperChange(onOpen)
  }, [])
  return (
    <PhoneShell skip={t("nav.skip")}>
      <div className="stack g5 first-page">
        <Brand name={t("brand.name")} href="/" />
        <div className="stack g2">
          <h1>{t("lock.title")}</h1>
          {isArriving && (
            <p className="row top g2">
              <Icon name="scan" size="s" />
              <span>{t("lock.thenCheckIn")}</span>
            </p>
          )}
        </div>
        {lock ? (
          <UnlockForm lock={lock} onTry={(unlock) => tryUnlock(unlock, onOpen)} />
        ) : (
          <Loading text={t("state.loading")} />
        )}
        <Button kind="plain" wide onClick={() => setAsking(true)}>
          {t("lock.forgotten")}
        </Button>
      </div>
      <ForgottenDialog open={isAsking} onClose={() => setAsking(false)} />
    </PhoneShell>
  )
}

async function tryUnlock(unlock: Parameters<typeof ask<"unlock">>[1]["unlock"], onOpen: () => void) {
  const outcome = await ask("unlock", { unlock })
  if (outcome.ok) onOpen()
  return outcome
}

function ForgottenDialog({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }) {
  const { t } = useVoice()
  const erase = async () => {
    localStorage.clear()
    await ask("eraseEverything", {})
    location.replace("/")
  }
  return (
    <Dialog
      open={open}
      title={t("lock.forgottenTitle")}
      onClose={onClose}
      actions={
        <>
          <Button kind="quiet" onClick={onClose}>
            {t("lock.keep")}
          </Button>
          <Button kind="danger" onClick={() => void erase()}>
            {t("lock.erase")}
          </Button>
        </>
      }
    >
      <p>{t("lock.forgottenText")}</p>
      <Banner level="caution" title={t("erase.cannotUndo")} />
    </Dialog>
  )
}
