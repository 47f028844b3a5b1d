import { Banner } from "@homesafe/ui"
import { useEffect, useState } from "react"
import { useConsole } from "../app/context.ts"
import { findSigningKey } from "../session/signing-key.ts"

/** Says so where this browser's signing key may not change files; `keys` are those that may. */
export function NoRight({ keys }: { readonly keys: readonly string[] }) {
  const { t, officer } = useConsole()
  const [own, setOwn] = useState<string>()
  useEffect(() => {
    void findSigningKey(officer.id).then((key) => setOwn(key?.id))
  }, [officer])
  if (own === undefined || keys.includes(own)) return null
  return (
    <Banner level="caution" title={t("change.noRight")}>
      {t("problem.no-change-right")}
    </Banner>
  )
}
