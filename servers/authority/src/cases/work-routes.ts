import * as api from "@homesafe/api"
import { done, refuse } from "@homesafe/service"
import type { AuthorityDeps } from "../deps.ts"
import type { Handle } from "../guard.ts"
import { isSteppedUp } from "../officers/sessions.ts"
import { findCase } from "./find-cases.ts"
import { readNotes, writeNote } from "./notes.ts"
import { closeTask, handOver, putTask, tasksOfCase, tasksOfOfficer } from "./tasks.ts"

/** Notes on a case, and what there is to do for it. */
export function caseWorkRoutes(handle: Handle, deps: AuthorityDeps): void {
  handle(api.writeNote, async ({ who, params, body }) => {
    if (!who) return refuse("not-signed-in")
    const found = await findCase(deps, params.id)
    if (!found) return refuse("not-found")
    return writeNote(deps, who.officer.id, { caseId: found.id, id: params.note ?? "", text: body.text })
  })

  handle(api.readNotes, async ({ who, params, body }) => {
    if (!who) return refuse("not-signed-in")
    if (!isSteppedUp(who, deps.clock.now())) return refuse("step-up-needed")
    const found = await findCase(deps, params.id)
    if (!found) return refuse("not-found")
    const notes = await readNotes(deps, found.id, who.officer.id, body.purpose)
    return typeof notes === "string" ? refuse(notes) : done({ notes })
  })

  handle(api.listCaseTasks, async ({ params }) => {
    const found = await findCase(deps, params.id)
    return found ? done(await tasksOfCase(deps, found.id)) : refuse("not-found")
  })

  handle(api.listMyTasks, async ({ who }) =>
    who ? done(await tasksOfOfficer(deps, who.officer.id)) : refuse("not-signed-in"),
  )

  handle(api.putTask, async ({ who, params, body }) => {
    if (!who) return refuse("not-signed-in")
    const found = await findCase(deps, params.id)
    if (!found) return refuse("not-found")
    return putTask(deps, who.officer.id, { ...body, caseId: found.id, id: params.task ?? "" })
  })

  handle(api.closeTask, async ({ who, params, body }) => {
    if (!who) return refuse("not-signed-in")
    const isThere = await closeTask(deps, who.officer.id, params.id ?? "", body.done)
    return isThere ? done({}) : refuse("not-found")
  })

  handle(api.handOverTasks, async ({ who, body }) =>
    who ? handOver(deps, who.officer.id, body) : refuse("not-signed-in"),
  )
}
