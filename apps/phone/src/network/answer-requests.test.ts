import { expect, test } from "vitest"
import { NOW } from "../feed/published-lists.test-support.ts"
import { desk } from "../keeper/desk.ts"
import { makeKeeper } from "../keeper/keeper.test-support.ts"
import { randomBytes } from "../keeper/keeper.ts"
import { putDecoy, putIntoOutbox, sendDue } from "../upload/outbox.ts"
import { answersOfRequests } from "./answer-requests.ts"

function makeSealed() {
  const body = randomBytes(49_200)
  const parts = { replyKey: randomBytes(16), keptKey: randomBytes(16), purgeId: "", textHash: "", body }
  return { ...parts, credential: body.subarray(0, 48), box: body.subarray(48) }
}

test("an upload that had to be tried again counts once", async () => {
  const keeper = await makeKeeper(NOW)
  await putIntoOutbox(keeper, makeSealed(), { isDecoy: false, visits: 2, now: NOW })
  await sendDue(keeper, NOW)
  await sendDue(keeper, NOW + 7200)
  const { requests, uploads } = await answersOfRequests.requests({}, keeper, NOW, desk)
  expect(requests.map(({ what }) => what)).toEqual(["upload", "upload"])
  expect(uploads).toBe(1)
})

test("hostile 74: the log on a locked phone does not tell an upload from a decoy; its owner is told which was which", async () => {
  const keeper = await makeKeeper(NOW)
  await putIntoOutbox(keeper, makeSealed(), { isDecoy: false, visits: 2, now: NOW })
  await putDecoy(keeper, randomBytes, NOW)
  await sendDue(keeper, NOW) // nobody answers here: both are tried and written down
  const logged = await keeper.db.getAll("requests")
  const looks = logged.map(({ mark, ...look }) => JSON.stringify(look))
  expect(new Set(looks).size).toBe(1)
  expect(looks).toHaveLength(2)
  const { requests, uploads } = await answersOfRequests.requests({}, keeper, NOW, desk)
  expect(uploads).toBe(1)
  expect(requests.map(({ what }) => what).sort()).toEqual(["decoy", "upload"])
})
