import { loadNamed } from "@homesafe/i18n/named"
import { Banner, LinkButton } from "@homesafe/ui"
import { useApp } from "../shell/app-context.ts"
import { useTexts } from "../shell/use-texts.ts"
import { useNotices } from "./use-notices.ts"

/** Says that a named notice in force may speak of an entry of the diary; nothing where none does. */
export function NoticesBanner() {
  const { t } = useApp()
  const known = useNotices()
  const n = useTexts(loadNamed)
  const count = known?.found.filter(({ notice, matches }) => !notice.withdrawn && matches.length > 0).length ?? 0
  if (count === 0 || !n) return null
  return (
    <Banner level="exposed" title={n("found", { n: count })} levelWord={t("level.exposed")}>
      <div className="stack g3">
        <p>{n("foundText")}</p>
        <p>
          <LinkButton kind="quiet" href="/diary/notices">
            {n("open")}
          </LinkButton>
        </p>
      </div>
    </Banner>
  )
}
