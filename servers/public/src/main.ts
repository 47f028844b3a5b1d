import fs from "node:fs"
import { names } from "@homesafe/api"
import { connect } from "@homesafe/db"
import type { PublicTables } from "@homesafe/db/public"
import { clockFromEnvironment, makeLog, readSettings, runService } from "@homesafe/service"
import { createLinkApp, createPublicApp } from "./app.ts"
import type { PublicDeps } from "./deps.ts"
import { feedDirectory } from "./feed/feed-store.ts"
import { fileMail, smtpMail } from "./operators/send-mail.ts"

const settings = readSettings(process.env)
const log = makeLog("public")
const mailFile = settings.optional("HOMESAFE_MAIL_FILE", "")
const phone = settings.optional("HOMESAFE_PHONE_DIST", "")

const deps: PublicDeps = {
  db: connect<PublicTables>(settings.required("HOMESAFE_DATABASE_URL")),
  clock: clockFromEnvironment(process.env),
  feed: feedDirectory(settings.required("HOMESAFE_FEED_DIR")),
  sendMail: mailFile
    ? fileMail(mailFile, (mail) => process.send?.({ mail }))
    : smtpMail(settings.required("HOMESAFE_SMTP_URL"), settings.required("HOMESAFE_MAIL_FROM")),
  origin: settings.required("HOMESAFE_PUBLIC_ORIGIN"),
  dep: settings.required("HOMESAFE_DEP"),
  authority: names.parse(JSON.parse(settings.required("HOMESAFE_AUTHORITY_NAMES"))),
  timeZone: settings.required("HOMESAFE_TIME_ZONE"),
  offset: Number(settings.required("HOMESAFE_OFFSET")),
  receiptSecret: new Uint8Array(
    Buffer.from(fs.readFileSync(settings.required("HOMESAFE_RECEIPT_KEY_FILE"), "utf8").trim(), "hex"),
  ),
  linkToken: settings.required("HOMESAFE_LINK_TOKEN"),
  apps: phone ? { phone, venue: settings.required("HOMESAFE_VENUE_DIST") } : null,
  limits: {
    perMinute: Number(settings.optional("HOMESAFE_REQUESTS_PER_MINUTE", "600")),
    mailsPerMinute: 5,
    uploadsPerTenMinutes: 30,
  },
}

const link = await createLinkApp(deps, log)
await link.listen({
  host: settings.optional("HOMESAFE_LINK_HOST", "127.0.0.1"),
  port: settings.port("HOMESAFE_LINK_PORT"),
})
const app = await createPublicApp(deps, log)
await runService(
  app,
  { host: settings.optional("HOMESAFE_HOST", "127.0.0.1"), port: settings.port("HOMESAFE_PORT") },
  async () => {
    await link.close()
    await deps.db.destroy()
  },
)
