import { ListRow } from "@homesafe/ui"
import { useApp } from "../shell/app-context.ts"
import { useNamedTexts } from "./use-notices.ts"

/** The way to the public warnings by name. */
export function NoticesLink() {
  const { t } = useApp()
  const n = useNamedTexts(t.language)
  if (!n) return null
  return (
    <div className="card flush">
      <ListRow icon="list" href="/diary/notices" title={n("title")} text={n("link")} />
    </div>
  )
}
