import { Banner, Button } from "@homesafe/ui"
import { useEffect, useState } from "react"
import { useConsole } from "../app/context.ts"
import { stepUp } from "./passkeys.ts"
import { problemText } from "./problem-text.ts"
import { findSigningKey, makeSigningKey } from "./signing-key.ts"

/** Says so when this browser cannot sign for this officer, and makes a key on request. */
export function MissingKey() {
  const { t, officer, setOfficer } = useConsole()
  const [isMissing, setMissing] = useState(false)
  const [fault, setFault] = useState<string | null>(null)
  useEffect(() => {
    void findSigningKey(officer.id).then((key) => setMissing(key === undefined))
  }, [officer])
  if (!isMissing) return null
  const make = async () => {
    const checked = await stepUp()
    const made = checked.ok ? await makeSigningKey(officer.id) : checked
    if (!made.ok) return setFault(problemText(t, made.problem))
    if ("id" in made.value) setOfficer(made.value)
  }
  return (
    <Banner level="caution" title={t("key.missing")}>
      <div className="stack g3">
        <p>{t("key.missingText")}</p>
        {fault !== null && <p>{fault}</p>}
        <div>
          <Button kind="quiet" icon="key" onClick={() => void make()}>
            {t("key.make")}
          </Button>
        </div>
      </div>
    </Banner>
  )
}
