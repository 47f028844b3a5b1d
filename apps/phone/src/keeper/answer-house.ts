import { RETENTION_DAYS } from "@homesafe/protocol"
import { lockOf } from "@homesafe/protocol/visitor"
import { isCheckDue, viewOfList } from "../feed/check-list.ts"
import { viewOfAlerts } from "../feed/list-alerts.ts"
import { nextChangeAt } from "../rules/next-change.ts"
import { askDue, askNow } from "../upload/ask-kept.ts"
import { putDecoy, sendDue, waitingUpload } from "../upload/outbox.ts"
import { isDecoyDue } from "../upload/retry-times.ts"
import { openEntries } from "../visit/find-visits.ts"
import { readBesideOf } from "./beside.ts"
import type { AnswersOf, NoInput } from "./command-shape.ts"
import { type Keeper, randomBytes } from "./keeper.ts"
import { readKept } from "./open-database.ts"
import { tidyKeeper } from "./start-keeper.ts"
import { viewOfVisit } from "./view-visits.ts"
import type { Overview, Texts } from "./views.ts"

/** What all pages need, and the work that time brings. */
export interface HouseCommands {
  readonly overview: { input: NoInput; output: Overview }
  /** Erases what is past, ends what was forgotten, sends a decoy when one is due. */
  readonly tick: { input: NoInput; output: { isCheckDue: boolean } }
}

function exampleTexts({ catalogue }: Keeper): Texts {
  const { en, hant, hans } = catalogue.templates.find(({ n }) => n > 0) ?? { en: "", hant: "", hans: "" }
  return { en, hant, hans }
}

/** The moment of a loss, for as long as its visits could still have been warned about. */
async function lostAtOf({ db }: Keeper, now: number): Promise<number | null> {
  const at = await readKept(db, "lostAt")
  return at !== undefined && now - at < RETENTION_DAYS * 86_400 ? at : null
}

function lockKindOf({ store }: Keeper): Overview["lock"]["kind"] {
  const lock = lockOf(store.file)
  return lock.ok ? lock.value.kind : "none"
}

export const answersOfHouse: AnswersOf<HouseCommands> = {
  async overview(_, keeper, now) {
    const { deployment, trust, today } = keeper
    return {
      authority: { ...deployment.authority },
      hotline: deployment.hotline,
      care: deployment.care ?? [],
      exampleTexts: exampleTexts(keeper),
      timeZone: deployment.timeZone,
      isDemonstration: deployment.demonstration,
      dep: trust.dep,
      offset: trust.offset,
      every: trust.every,
      today,
      open: openEntries(keeper)
        .map((visit) => viewOfVisit(keeper, visit))
        .reverse(),
      takesPlates: trust.plate !== null,
      alerts: viewOfAlerts(keeper),
      list: viewOfList(keeper, now),
      isClockBehind: keeper.isClockBehind,
      hiddenDays: keeper.hiddenDays,
      trust: { seq: trust.seq, exp: trust.exp, witness: trust.quorum.witness, verifier: trust.quorum.verifier },
      rulesChangeAt: nextChangeAt(keeper),
      since: keeper.since,
      lostAt: await lostAtOf(keeper, now),
      lock: { kind: lockKindOf(keeper), minutes: readBesideOf(keeper).lockMinutes },
      upload: waitingUpload(keeper) ? "waiting" : readBesideOf(keeper).uploadNews ? "news" : "none",
    }
  },

  async tick(_, keeper, now, desk) {
    const isChanged = await keeper.exclusive(() => tidyKeeper(keeper, now))
    if (isChanged) keeper.changed()
    // The time between two ticks in which the app was really open: a phone that slept does not make up for it.
    const openSeconds = Math.min(60, Math.max(0, now - desk.lastTick))
    desk.lastTick = now
    const chance = () => (new DataView(randomBytes(4).buffer).getUint32(0) + 0.5) / 2 ** 32
    if (isDecoyDue(openSeconds, chance())) await putDecoy(keeper, randomBytes, now)
    // Nothing waits for the network: what is due goes while the pages go on.
    const isAsking = isDecoyDue(openSeconds, chance())
    const send = async () => {
      if (isAsking) await askNow(keeper, now)
      const news = [await sendDue(keeper, now), await askDue(keeper, now)]
      if (news.includes(true)) keeper.changed()
    }
    void send()
    const due = { check: keeper.check, feed: keeper.feed, every: keeper.trust.every }
    return { isCheckDue: isCheckDue(due, now, desk.lastTry) }
  },
}
