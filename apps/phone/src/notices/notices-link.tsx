import { loadNamed } from "@homesafe/i18n/named"
import { useTexts } from "../shell/use-texts.ts"
import { ListRow } from "@homesafe/ui"
import { useApp } from "../shell/app-context.ts"

/** The way to the public warnings by name. */
export function NoticesLink() {
  const { t } = useApp()
  const n = useTexts(loadNamed)
  if (!n) return null
  return (
    <div className="card flush">
      <ListRow icon="list" href="/diary/notices" title={n("title")} text={n("link")} />
    </div>
  )
}
