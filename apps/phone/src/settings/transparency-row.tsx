import { ListRow } from "@homesafe/ui"
import { useVoice } from "../shell/app-context.ts"

/** The way to the public page that says how HomeSafe is kept in check. */
export function TransparencyRow() {
  const { t } = useVoice()
  return (
    <ListRow
      icon="seal"
      href={`/transparency/${t.language}`}
      title={t("proof.transparency")}
      text={t("proof.transparencyText")}
    />
  )
}
