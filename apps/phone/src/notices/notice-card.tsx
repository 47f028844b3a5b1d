import { formatStay } from "@homesafe/i18n"
import type { NamedTranslate } from "@homesafe/i18n/named"
import { sayNotice } from "@homesafe/i18n/notice"
import type { Catalogue } from "@homesafe/protocol"
import { Banner, Chip, Steps } from "@homesafe/ui"
import { sayPiece } from "../exposure/exposure-page.tsx"
import { sayAdvice } from "../exposure/say-advice.ts"
import { sayName, useApp } from "../shell/app-context.ts"
import { sayStay } from "../visit/say-stay.ts"
import type { FoundNotice } from "./use-notices.ts"

/** One warning by name: what, when, what the diary has of it, and what to do. */
export function NoticeCard({
  found: { notice, matches },
  templates,
  n,
}: {
  readonly found: FoundNotice
  readonly templates: Catalogue["templates"]
  readonly n: NamedTranslate
}) {
  const facts = useApp()
  const { t, overview } = facts
  const texts = templates.find((each) => each.n === notice.template) ?? { en: "", hant: "", hans: "" }
  const advice = sayAdvice(facts, { texts, exposedAt: notice.from })
  const isOver = notice.withdrawn === true
  return (
    <section className="card stack g3" aria-label={sayNotice(t, notice)}>
      <div className="stack g1">
        <h2 lang={sayName(notice.names, t.language).lang}>{sayNotice(t, notice)}</h2>
        <p>{formatStay(notice.from * 1000, notice.until * 1000, t.language, overview.timeZone)}</p>
        <p className="row wrap g2">
          <Chip tone="line">{n(`kind.${notice.kind}`)}</Chip>
          {isOver ? <Chip tone="corrected">{n("withdrawn")}</Chip> : <Chip tone="line">{advice.disease}</Chip>}
        </p>
      </div>
      {!isOver &&
        matches.map(({ visit, isSameTime }) => (
          <Banner
            key={visit.id}
            level={isSameTime ? "exposed" : "caution"}
            title={n(isSameTime ? "yours" : "yourDay")}
            levelWord={isSameTime ? t("level.exposed") : undefined}
          >
            <a href={`/diary/visit#${visit.id}`}>
              {sayName(visit.names, t.language).text}, {sayStay(facts, visit)}
            </a>
          </Banner>
        ))}
      {isOver ? (
        <p>{n("withdrawnText")}</p>
      ) : (
        <details open={matches.length > 0}>
          <summary>{n("if")}</summary>
          <div className="stack g3">
            <p>{advice.lead}</p>
            <Steps items={advice.steps.map((step) => step.map(sayPiece))} />
          </div>
        </details>
      )}
    </section>
  )
}
