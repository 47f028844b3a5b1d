import { ListRow } from "@homesafe/ui"
import { useState } from "react"
import { useApp } from "../shell/app-context.ts"
import { Page } from "../shell/page.tsx"
import { takeTransferText } from "./handed-text.ts"
import { NewPhone } from "./new-phone.tsx"
import { OldPhone } from "./old-phone.tsx"

/** Moving: which of the two phones is this? A scanned code has answered that already. */
export function MovePage({ scanned }: { readonly scanned: string | null }) {
  const { t } = useApp()
  const [text] = useState(() => takeTransferText() ?? scanned)
  const [role, setRole] = useState<"new" | "old" | null>(text === null ? null : "old")
  if (role === "new") return <NewPhone onBack={() => setRole(null)} />
  if (role === "old") return <OldPhone scanned={text} onBack={() => setRole(null)} />
  return (
    <Page title={t("move.title")} back="/settings" place="settings">
      <div className="stack g4">
        <p className="lead">{t("move.what")}</p>
        <ul className="card flush rows">
          <li>
            <ListRow icon="plus" title={t("move.isNew")} text={t("move.isNewText")} onClick={() => setRole("new")} />
          </li>
          <li>
            <ListRow icon="scan" title={t("move.isOld")} text={t("move.isOldText")} onClick={() => setRole("old")} />
          </li>
        </ul>
      </div>
    </Page>
  )
}
