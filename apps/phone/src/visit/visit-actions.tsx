import { ListRow } from "@homesafe/ui"
import type { VisitView } from "../keeper/views.ts"
import { namesOf, usePeople } from "../people/use-people.ts"
import { useApp } from "../shell/app-context.ts"

/** What can be asked about a visit. */
export type VisitQuestion = "none" | "arrival" | "leaving" | "people" | "note" | "delete"

/** The ways to set a visit right, and what its visitor adds to it. */
export function VisitActions({
  visit,
  onAsk,
}: {
  readonly visit: VisitView
  readonly onAsk: (question: VisitQuestion) => void
}) {
  const { t } = useApp()
  const names = namesOf(usePeople(), visit.companions, t("people.joint"))
  const isByHand = visit.source === "by-hand"
  return (
    <ul className="card flush rows">
      <li>
        <ListRow
          icon="people"
          title={t("people.choose")}
          text={names === "" ? t("people.staysHere") : <bdi>{names}</bdi>}
          onClick={() => onAsk("people")}
        />
      </li>
      <li>
        <ListRow
          icon="diary"
          title={t(visit.note === "" ? "note.add" : "note.title")}
          text={visit.note === "" ? t("note.staysHere") : <bdi className="note-text">{visit.note}</bdi>}
          onClick={() => onAsk("note")}
        />
      </li>
      {isByHand && (
        <li>
          <ListRow icon="clock" title={t("byHand.editTitle")} href={`/diary/edit#${visit.id}`} />
        </li>
      )}
      {!isByHand && visit.latestLeaving === null && (
        <li>
          <ListRow icon="clock" title={t("visit.changeArrival")} onClick={() => onAsk("arrival")} />
        </li>
      )}
      {(!isByHand || visit.leftAt === null) && (
        <li>
          <ListRow icon="leave" title={t("visit.changeLeaving")} onClick={() => onAsk("leaving")} />
        </li>
      )}
      <li>
        <ListRow icon="save" title={t("export.title")} text={t("export.diaryText")} href={`/diary/save#${visit.id}`} />
      </li>
    </ul>
  )
}
