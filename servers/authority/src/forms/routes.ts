import * as api from "@homesafe/api"
import { refuse } from "@homesafe/service"
import type { AuthorityDeps } from "../deps.ts"
import type { Handle } from "../guard.ts"
import { isSteppedUp } from "../officers/sessions.ts"
import { readForms } from "./read-forms.ts"

/** Register forms of decisions: opened by an officer, into a call list (Spec §12). */
export function formRoutes(handle: Handle, deps: AuthorityDeps): void {
  handle(api.readForms, async ({ who, params, body }) => {
    if (!who) return refuse("not-signed-in")
    if (!isSteppedUp(who, deps.clock.now())) return refuse("step-up-needed")
    return readForms(deps, params.id ?? "", who.officer.id, body.purpose)
  })
}
