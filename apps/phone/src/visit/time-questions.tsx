import type { VisitView } from "../keeper/views.ts"
import { ArrivalDialog } from "./arrival-dialog.tsx"
import { LeavingDialog } from "./leaving-dialog.tsx"

/** What may be asked about an open visit's times. */
export type TimeQuestion = "none" | "arrival" | "leaving" | "left"

/** The questions about an open visit's times: a file of its own, which comes after the visit is shown. */
export function TimeQuestions({
  visit,
  question,
  onClose,
  onLeft,
}: {
  readonly visit: VisitView
  readonly question: TimeQuestion
  readonly onClose: () => void
  readonly onLeft: (visit: VisitView) => void
}) {
  return (
    <>
      <ArrivalDialog visit={visit} open={question === "arrival"} onClose={onClose} />
      <LeavingDialog
        visit={visit}
        open={question === "leaving" || question === "left"}
        hasLeft={question === "left"}
        onClose={onClose}
        onLeft={onLeft}
      />
    </>
  )
}
