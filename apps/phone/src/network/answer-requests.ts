import { readBesideOf } from "../keeper/beside.ts"
import type { AnswersOf, NoInput } from "../keeper/command-shape.ts"
import type { LoggedRequest, SentRequest } from "../keeper/views.ts"

/** Everything that ever left this phone. */
export interface RequestCommands {
  /** `uploads`: how many different ones stand in the log, however often each was tried. */
  readonly requests: { input: NoInput; output: { requests: readonly SentRequest[]; uploads: number } }
}

function viewOfRequest({ mark, ...logged }: LoggedRequest, own: readonly string[]): SentRequest {
  const { what } = logged
  if (what !== "sealed") return { ...logged, what }
  return { ...logged, what: mark !== undefined && own.includes(mark) ? "upload" : "decoy" }
}

export const answersOfRequests: AnswersOf<RequestCommands> = {
  async requests(_, keeper) {
    const { ownUploads } = readBesideOf(keeper)
    const logged = (await keeper.db.getAll("requests")).reverse()
    const marks = new Set(
      logged.map(({ mark }) => mark).filter((mark) => mark !== undefined && ownUploads.includes(mark)),
    )
    return { requests: logged.map((each) => viewOfRequest(each, ownUploads)), uploads: marks.size }
  },
}
