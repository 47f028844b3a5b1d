import {
  acknowledgeCodeReport,
  acknowledgeUpload,
  acknowledgeVenueNews,
  collectApplications,
  collectCodeReports,
  collectUploads,
  collectVenueNews,
  deliverKeptStatement,
  deliverVerdict,
  putBuildSignature,
  putDeployment,
  putFeedFile,
  putFeedHead,
  registerUploadCode,
  withdrawUploadCode,
} from "@homesafe/api"
import {
  bytesOfBase64url,
  bytesOfHex,
  isHex,
  KEPT_STATEMENT_BYTES,
  type Manifest,
  readManifest,
  utf8Of,
} from "@homesafe/protocol"
import { done, refuse } from "@homesafe/service"
import { accountLinkRoutes } from "../accounts/routes.ts"
import type { PublicDeps } from "../deps.ts"
import { diligenceLinkRoutes } from "../diligence/routes.ts"
import { formLinkRoutes } from "../forms/routes.ts"
import type { Handle } from "../guard.ts"
import { keepStatement } from "../mailbox/kept-statements.ts"
import { withdrawCode } from "../mailbox/withdraw-code.ts"
import { noticeLinkRoutes } from "../notices/routes.ts"
import { dropReport, findReports } from "../reports/store.ts"
import { requestLinkRoutes } from "../requests/routes.ts"
import { screenLinkRoutes } from "../screens/routes.ts"
import { transparencyLinkRoutes } from "../transparency/routes.ts"
import { acknowledgeNews, findNews } from "../venues/change-venue.ts"
import { findSubmitted, writeVerdict } from "../venues/store.ts"

/** What the authority's server collects and delivers; it dials, this server never does. */
export function linkRoutes(handle: Handle, deps: PublicDeps): void {
  handle(collectApplications, async () => done({ applications: await findSubmitted(deps) }))

  handle(deliverVerdict, async ({ params, body }) =>
    (await writeVerdict(deps, params.id ?? "", body)) ? done({}) : refuse("not-found"),
  )

  handle(collectVenueNews, async () => done({ news: await findNews(deps) }))

  handle(acknowledgeVenueNews, async ({ params, body }) => {
    await acknowledgeNews(deps, params.id ?? "", body.version)
    return done({})
  })

  handle(collectCodeReports, async () => done({ reports: await findReports(deps) }))

  handle(acknowledgeCodeReport, async ({ params }) => {
    await dropReport(deps, params.id ?? "")
    return done({})
  })
  screenLinkRoutes(handle, deps)
  accountLinkRoutes(handle, deps)
  requestLinkRoutes(handle, deps)
  diligenceLinkRoutes(handle, deps)
  noticeLinkRoutes(handle, deps)
  formLinkRoutes(handle, deps)
  transparencyLinkRoutes(handle, deps)

  handle(registerUploadCode, async ({ params, body }) => {
    const lookup = params.lookup ?? ""
    if (!/^[0-9a-f]{32}$/.test(lookup)) return refuse("malformed", "lookup")
    await deps.db
      .insertInto("upload_codes")
      .values({
        lookup: Buffer.from(lookup, "hex"),
        auth_hash: Buffer.from(body.authHash, "hex"),
        reply: Buffer.from(body.reply, "hex"),
        expires: body.expires,
      })
      .onConflict((c) => c.column("lookup").doNothing())
      .execute()
    return done({})
  })

  handle(withdrawUploadCode, async ({ params }) => {
    if (!isHex(params.lookup, 16)) return refuse("malformed", "lookup")
    await withdrawCode(deps, Buffer.from(params.lookup, "hex"))
    return done({})
  })

  handle(collectUploads, async () => {
    const rows = await deps.db.selectFrom("sealed_uploads").selectAll().limit(20).execute()
    return done({ uploads: rows.map((r) => ({ lookup: r.lookup.toString("hex"), box: r.box.toString("base64url") })) })
  })

  handle(acknowledgeUpload, async ({ params }) => {
    await deps.db
      .deleteFrom("sealed_uploads")
      .where("lookup", "=", Buffer.from(params.lookup ?? "", "hex"))
      .execute()
    return done({})
  })

  handle(deliverKeptStatement, async ({ params, body }) => {
    const statement = bytesOfBase64url(body.statement)
    if (!isHex(params.lookup, 16) || statement?.length !== KEPT_STATEMENT_BYTES) return refuse("malformed")
    return (await keepStatement(deps, bytesOfHex(params.lookup), statement)) ? done({}) : refuse("not-found")
  })

  handle(putFeedFile, async ({ params, body }) => {
    const bytes = bytesOfBase64url(body.bytes)
    if (!bytes || !(await deps.feed.put(params.sha256 ?? "", bytes))) return refuse("malformed")
    return done({})
  })

  handle(putFeedHead, async ({ body }) => {
    const manifest = bytesOfBase64url(body.bytes)
    const read = manifest && readManifest(manifest)
    // Another deployment's list, a drill's among them, is none of ours, whoever brings it (ADR 0037).
    if (!read?.ok || read.value.dep !== deps.dep) return refuse("malformed")
    for (const file of filesOf(read.value)) if (!(await deps.feed.has(file))) return refuse("not-ready", file)
    await deps.feed.putNamed("head", utf8Of(JSON.stringify(body)))
    return done({})
  })

  handle(putBuildSignature, async ({ body }) => {
    await deps.feed.putNamed("build-signature.json", utf8Of(JSON.stringify(body)))
    return done({})
  })

  handle(putDeployment, async ({ body }) => {
    await deps.feed.putNamed("deployment.json", utf8Of(body.text))
    return done({})
  })
}

/** Hashes of every file that a manifest names. */
function filesOf(m: Manifest): string[] {
  const named = [m.chain, m.catalogue, m.trust, m.revoked, m.policy, m.notices]
  const batches = [m.batch, m.snapshot].flatMap((b) => [...b.cells, b.texts])
  return [...named, ...batches].map((f) => f.sha256)
}
