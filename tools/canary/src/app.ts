import { getCanary } from "@homesafe/api"
import type { FetchFile } from "@homesafe/phone/fetch-list"
import type { Hex } from "@homesafe/protocol"
import { type Clock, createService, done, type keptFile, makeHandle, refuse } from "@homesafe/service"
import type { FastifyInstance } from "fastify"
import type { Logger } from "pino"
import { type CanaryMemory, lookAtList } from "./look-at-list.ts"

/** What a canary phone is made of. */
export interface CanaryDeps {
  readonly dep: Hex
  readonly clock: Clock
  readonly fetchFile: FetchFile
  readonly memory: ReturnType<typeof keptFile<CanaryMemory>>
  readonly log?: Logger
}

/** A phone without an owner, in a rack: it fetches each list from where everybody does, and says whether it found the row that is in all of them. */
export async function createCanaryApp(
  deps: CanaryDeps,
): Promise<{ readonly app: FastifyInstance; readonly look: () => Promise<void> }> {
  const app = await createService({
    title: "HomeSafe canary phone",
    perMinute: null,
    ...(deps.log ? { log: deps.log } : {}),
  })
  const handle = makeHandle(app, async () => null)
  let last: { readonly at: number; readonly problem: string | null } | null = null
  handle(getCanary, async () => {
    const found = deps.memory.read()?.found ?? null
    return last ? done({ found, lookedAt: last.at, problem: last.problem }) : refuse("not-ready")
  })
  const look = async () => {
    const memory = deps.memory.read()
    if (!memory) throw new Error("the canary has no trust list: set the deployment up first")
    const now = deps.clock.now()
    const looked = await lookAtList(deps.fetchFile, memory, { dep: deps.dep, now })
    deps.memory.write(looked.memory)
    if (looked.problem !== null) deps.log?.warn({ problem: looked.problem }, "list-not-found")
    last = { at: now, problem: looked.problem }
  }
  return { app, look }
}
