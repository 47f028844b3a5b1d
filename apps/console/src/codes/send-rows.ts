import { type CallProblem, call, importLabRows, LAB_ROWS_PER_CALL, type LabOutcome } from "@homesafe/api"
import type { LabRow } from "@homesafe/domain"

/** A row that goes out, with its line in the file. */
export interface RowToSend {
  readonly line: number
  readonly row: LabRow
}

/** Sends rows part by part and tells after each; gives why it stopped, or null at the end. A part that was sent before does nothing again. */
export async function sendRows(
  id: string,
  rows: readonly RowToSend[],
  { tell, isStopped }: { readonly tell: (outcomes: readonly LabOutcome[]) => void; readonly isStopped: () => boolean },
): Promise<CallProblem | null> {
  for (let at = 0; at < rows.length && !isStopped(); at += LAB_ROWS_PER_CALL) {
    const part = rows.slice(at, at + LAB_ROWS_PER_CALL).map(({ line, row }) => ({ line, ...row }))
    const sent = await call(importLabRows, { params: { id }, body: { rows: part } })
    if (!sent.ok) return sent.problem
    tell(sent.value.outcomes)
  }
  return null
}
