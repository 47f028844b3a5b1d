import { splitEntranceName } from "@homesafe/domain"
import { formatMoment, formatTime } from "@homesafe/i18n"
import { Facts } from "@homesafe/ui"
import type { VisitView } from "../keeper/views.ts"
import { sayName, useApp } from "../shell/app-context.ts"
import { sayStay } from "./say-stay.ts"

/** Where, when, until when it is kept, and where it is kept. */
export function VisitFacts({ visit }: { readonly visit: VisitView }) {
  const facts = useApp()
  const { t, overview } = facts
  const name = sayName(visit.names, t.language)
  const { entrance } = splitEntranceName(name.text)
  const moment = (at: number) => formatMoment(at * 1000, t.language, overview.timeZone)
  return (
    <div className="card">
      <Facts
        items={[
          ...(entrance
            ? [{ icon: "pin" as const, term: t("visitPage.entrance"), value: entrance, lang: name.lang }]
            : []),
          {
            icon: "clock",
            term: t("visitPage.time"),
            value: sayStay(facts, visit),
            note:
              visit.leftAt === null
                ? t("visit.ifYouForget", { time: formatTime(visit.leavesAt * 1000, t.language, overview.timeZone) })
                : visit.isGuessed
                  ? t("visitPage.guessed")
                  : undefined,
          },
          {
            icon: "x",
            term: t("visitPage.erased"),
            value: moment(visit.erasedAt),
            note: t("visitPage.erasedNote"),
          },
          {
            icon: "seal",
            term: t("visitPage.kept"),
            value: t("visitPage.keptValue"),
            note: visit.hadNoRoom ? t("visitPage.dayFull") : undefined,
          },
        ]}
      />
    </div>
  )
}
