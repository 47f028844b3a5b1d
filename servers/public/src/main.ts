import fs from "node:fs"
import https from "node:https"
import { names } from "@homesafe/api"
import { connect } from "@homesafe/db"
import type { PublicTables } from "@homesafe/db/public"
import { clockFromEnvironment, makeLog, readSettings, runRounds, runService } from "@homesafe/service"
import { fileMail, smtpMail } from "@homesafe/service/mail"
import { completeRecoveries } from "./accounts/complete-recoveries.ts"
import { createLinkApp, createPublicApp } from "./app.ts"
import { makeDayFiles } from "./cards/make-day-files.ts"
import type { PublicDeps } from "./deps.ts"
import { feedDirectory } from "./feed/feed-store.ts"
import { sendQueued } from "./operators/queue-mail.ts"
import { purgeExpired } from "./purge-expired.ts"
import { broadcastDue } from "./push/broadcast.ts"
import { deliverBy } from "./push/deliver-message.ts"
import { KNOWN_PUSH_SERVICES } from "./push/push-services.ts"
import { vapidOf } from "./push/vapid.ts"
import { tellRequests } from "./requests/tell-requests.ts"
import { remindEnding } from "./venues/remind-ending.ts"

const settings = readSettings(process.env)
const log = makeLog("public")
const mailFile = settings.optional("HOMESAFE_MAIL_FILE", "")
const phone = settings.optional("HOMESAFE_PHONE_DIST", "")
const pushKey = settings.optional("HOMESAFE_PUSH_KEY_FILE", "")

function pushBy(file: string): PublicDeps["push"] {
  const secret = Buffer.from(fs.readFileSync(file, "utf8").trim(), "hex")
  const vapid = vapidOf(secret, settings.required("HOMESAFE_PUSH_CONTACT"))
  const services = settings.optional("HOMESAFE_PUSH_SERVICES", KNOWN_PUSH_SERVICES.join(",")).split(",")
  // Four hours into the service day: 08:00 in Hong Kong, when nobody is woken.
  const afterSeconds = Number(settings.optional("HOMESAFE_PUSH_AFTER", "14400"))
  return { vapid, services, afterSeconds, deliver: deliverBy(https.request, vapid) }
}

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
  push: pushKey ? pushBy(pushKey) : null,
  apps: phone
    ? { phone, venue: settings.required("HOMESAFE_VENUE_DIST"), gate: settings.required("HOMESAFE_GATE_DIST") }
    : null,
  limits: {
    perMinute: Number(settings.optional("HOMESAFE_REQUESTS_PER_MINUTE", "600")),
    mailsPerMinute: 5,
    uploadsPerMinute: 20,
    relayPutsPerTenMinutes: 12,
    relayAsksPerTenMinutes: 1_200,
    relayBoxes: 128,
    waitingRecoveries: 1_000,
    cardParcelsPerTenMinutes: 30,
    cardRecordsPerDay: Number(settings.optional("HOMESAFE_CARD_RECORDS_PER_DAY", "20000")),
    formsPerTenMinutes: 300,
    waitingForms: 200_000,
    pushChangesPerMinute: 10,
    pushSubscriptions: 200_000,
    reportsPerMinute: 6,
    waitingReports: 2_000,
    waitingVenues: { ofOne: 200, ofAll: 10_000 },
  },
}

const link = await createLinkApp(deps, log)
await link.listen({
  host: settings.optional("HOMESAFE_LINK_HOST", "127.0.0.1"),
  port: settings.port("HOMESAFE_LINK_PORT"),
})
const app = await createPublicApp(deps, log)
const stopPushing = runRounds("push", async () => void (await broadcastDue(deps, log)), 30_000, log)
const stopReminding = runRounds("reminders", async () => void (await remindEnding(deps, log)), 60_000, log)
// Gates post twice a day: files made seldom mix the parcels of many gates.
const cardSeconds = Number(settings.optional("HOMESAFE_CARD_FILES_EVERY", "10800"))
const stopFiling = runRounds("cards", async () => void (await makeDayFiles(deps, log)), cardSeconds * 1000, log)
const stopTelling = runRounds("requests", async () => void (await tellRequests(deps, log)), 5_000, log)
const stopMailing = runRounds("mails", async () => void (await sendQueued(deps, log)), 1_000, log)
const stopRecovering = runRounds("recoveries", async () => void (await completeRecoveries(deps, log)), 5_000, log)
const stopPurging = runRounds("purge", () => purgeExpired(deps, log), 60_000, log)
await runService(
  app,
  { host: settings.optional("HOMESAFE_HOST", "127.0.0.1"), port: settings.port("HOMESAFE_PORT") },
  async () => {
    await Promise.all([
      stopPurging(),
      stopPushing(),
      stopReminding(),
      stopFiling(),
      stopTelling(),
      stopMailing(),
      stopRecovering(),
    ])
    await link.close()
    await deps.db.destroy()
  },
)
