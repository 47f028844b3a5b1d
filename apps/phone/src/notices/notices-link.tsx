import { loadNamed } from "@homesafe/i18n/named"
import { ListRow } from "@homesafe/ui"
import { useTexts } from "../shell/use-texts.ts"

/** The way to the public warnings by name. */
export function NoticesLink() {
  const n = useTexts(loadNamed)
  if (!n) return null
  return (
    <div className="card flush">
      <ListRow icon="list" href="/diary/notices" title={n("title")} text={n("link")} />
    </div>
  )
}
