import { call, putTransparency } from "@homesafe/api"
import type { AuthorityDeps } from "../deps.ts"
import { countForPublic, signTransparency } from "./write-transparency.ts"

/** Gives the public server what it tells of the authority's work. Each round says it whole, so that one that fails loses nothing. */
export async function deliverTransparency(deps: AuthorityDeps): Promise<void> {
  const body = signTransparency(deps, await countForPublic(deps))
  const put = await call(putTransparency, { ...deps.link, body })
  if (!put.ok && put.problem !== "offline") deps.log.warn({ problem: put.problem }, "transparency-refused")
}
