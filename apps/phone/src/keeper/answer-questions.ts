import type { UnixSeconds } from "@homesafe/protocol"
import { answersOfBuild } from "../build/answer-build.ts"
import { answersOfCards } from "../cards/answer-cards.ts"
import { answersOfDiary } from "../diary/answer-diary.ts"
import { answersOfDoor } from "../door/answer-door.ts"
import { answersOfFeed } from "../feed/answer-feed.ts"
import { answersOfHealth } from "../health/answer-health.ts"
import { answersOfLock, closedAnswersOfLock } from "../lock/answer-lock.ts"
import { answersOfRequests } from "../network/answer-requests.ts"
import { answersOfNotices } from "../notices/answer-notices.ts"
import { answersOfPeople } from "../people/answer-people.ts"
import { answersOfFavourites } from "../places/answer-favourites.ts"
import { answersOfPush } from "../push/answer-push.ts"
import { answersOfReport } from "../report/answer-report.ts"
import { answersOfRules } from "../rules/answer-rules.ts"
import { answersOfTransfer } from "../transfer/answer-transfer.ts"
import { answersOfUpload } from "../upload/answer-upload.ts"
import { answersOfVisits } from "../visit/answer-visits.ts"
import { answersOfWallet } from "../wallet/answer-wallet.ts"
import { answersOfHouse } from "./answer-house.ts"
import { answersOfStart } from "./answer-start.ts"
import type { AnswersOf, ClosedAnswersOf } from "./command-shape.ts"
import type { ClosedCommands, CommandName, InputOf, OpenCommands, OutputOf } from "./commands.ts"
import { desk } from "./desk.ts"

const closed: ClosedAnswersOf<ClosedCommands> = { ...answersOfStart, ...closedAnswersOfLock }
const open: AnswersOf<OpenCommands> = {
  ...answersOfHouse,
  ...answersOfVisits,
  ...answersOfDiary,
  ...answersOfPeople,
  ...answersOfFavourites,
  ...answersOfWallet,
  ...answersOfDoor,
  ...answersOfFeed,
  ...answersOfUpload,
  ...answersOfRequests,
  ...answersOfReport,
  ...answersOfNotices,
  ...answersOfCards,
  ...answersOfHealth,
  ...answersOfRules,
  ...answersOfPush,
  ...answersOfBuild,
  ...answersOfTransfer,
  ...answersOfLock,
}

/** Answers one question by its name. `now` is the asking page's clock: this thread reads none. */
export async function answerQuestion<N extends CommandName>(
  name: N,
  input: InputOf<N>,
  now: UnixSeconds,
  changed: () => void,
): Promise<OutputOf<N>> {
  desk.changed = changed
  if (isClosed(name)) return closed[name](input as never, now, desk) as Promise<OutputOf<N>> // as: of one name, both ends
  // A thread that has just taken over from a closed tab opens the store first.
  if (!desk.keeper) await closed.start({ mayCreate: false }, now, desk)
  if (!desk.keeper) throw new Error("asked while the store is closed")
  return open[name as keyof OpenCommands](input as never, desk.keeper, now, desk) as Promise<OutputOf<N>> // as: likewise
}

function isClosed(name: CommandName): name is keyof ClosedCommands {
  return Object.hasOwn(closed, name)
}

/** True for a word that names a command. */
export function isCommand(name: string): name is CommandName {
  return Object.hasOwn(closed, name) || Object.hasOwn(open, name)
}
