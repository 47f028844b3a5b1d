import { type BodyOf, pathOf, reportCode } from "@homesafe/api"
import { copyBytes, utf8Of } from "@homesafe/protocol"
import type { AnswersOf } from "../keeper/command-shape.ts"
import { sendRequest } from "../network/send-request.ts"

type Report = BodyOf<typeof reportCode>
/** Why a code was refused, where somebody should go and look. */
export type ReportableProblem = Report["problem"]
/** What became of a report: "busy" when the server takes no more just now. */
export type ReportOutcome = "sent" | "offline" | "busy" | "failed"

/** Telling the authority of a code that was not accepted: the one request with words of the visitor's, and only at a touch. */
export interface ReportCommands {
  /** `id` is random and the report's own: tried again, it is one report. */
  readonly reportCode: { input: { id: string } & Report; output: { outcome: ReportOutcome } }
}

const REPLY_BYTES = 4_096

export const answersOfReport: AnswersOf<ReportCommands> = {
  async reportCode({ id, ...report }, keeper, now) {
    const reply = await sendRequest(keeper.db, {
      what: "report",
      path: pathOf(reportCode, { id }),
      method: reportCode.method,
      body: copyBytes(utf8Of(JSON.stringify(report))),
      type: "application/json",
      limit: REPLY_BYTES,
      now,
    })
    if (!reply) return { outcome: "offline" }
    if (reply.status === 429) return { outcome: "busy" }
    return { outcome: reply.status === 200 ? "sent" : "failed" }
  },
}
