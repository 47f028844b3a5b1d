import {
  correctRow,
  getImport,
  getListedExposure,
  listImportedRows,
  listImportProfiles,
  listImports,
  listListedExposures,
  MOST_IMPORT_BODY,
  saveImportProfile,
  sendImport,
  setRowsAside,
} from "@homesafe/api"
import { done, refuse } from "@homesafe/service"
import type { AuthorityDeps } from "../deps.ts"
import type { Handle } from "../guard.ts"
import { correctByHand, setAside } from "./decide-rows.ts"
import { findExposure, findExposures } from "./find-exposures.ts"
import { findImport, findImports } from "./find-imports.ts"
import { findRows } from "./find-rows.ts"
import { keepImport } from "./keep-import.ts"
import { findProfiles, saveProfile } from "./profiles.ts"

/** Exposure lists of health departments: read, kept, looked through. */
export function importRoutes(handle: Handle, deps: AuthorityDeps): void {
  const bytes = (base64url: string) => new Uint8Array(Buffer.from(base64url, "base64url"))

  handle(
    sendImport,
    async ({ who, body }) => {
      if (!who) return refuse("not-signed-in")
      const { file, twin, fileName, profile } = body
      return keepImport(deps, who.officer.id, {
        file: bytes(file),
        fileName,
        ...(twin !== undefined && { twin: bytes(twin) }),
        ...(profile !== undefined && { profile }),
      })
    },
    { perMinute: 30, bodyBytes: MOST_IMPORT_BODY },
  )

  handle(listImports, async ({ query }) => done(await findImports(deps, Math.floor(query.page ?? 0))))
  handle(getImport, ({ params }) => findImport(deps, params.id ?? ""))
  handle(listImportedRows, ({ params, query }) => findRows(deps, params.id ?? "", query))
  handle(listListedExposures, ({ params, query }) =>
    findExposures(deps, params.id ?? "", query.change ?? "listed", Math.floor(query.page ?? 0), query.size),
  )

  handle(getListedExposure, ({ params }) => findExposure(deps, params.id ?? ""))

  handle(setRowsAside, async ({ who, params, body }) =>
    who ? setAside(deps, who.officer.id, params.id ?? "", body) : refuse("not-signed-in"),
  )
  handle(correctRow, async ({ who, params, body }) =>
    who ? correctByHand(deps, who.officer.id, params.id ?? "", Number(params.place), body) : refuse("not-signed-in"),
  )

  handle(listImportProfiles, async () => done(await findProfiles(deps)))
  handle(saveImportProfile, async ({ who, params, body }) =>
    who ? saveProfile(deps, who.officer.id, params.id ?? "", body) : refuse("not-signed-in"),
  )
}
