import { clockFromEnvironment, makeLog, readSettings, runService } from "@homesafe/service"
import { createOpenerApp } from "./app.ts"

const settings = readSettings(process.env)
const app = await createOpenerApp(
  makeLog("opener"),
  clockFromEnvironment(process.env),
  settings.optional("HOMESAFE_UPLOAD_KEYS", "") || null,
)
await runService(app, { host: settings.optional("HOMESAFE_HOST", "127.0.0.1"), port: settings.port("HOMESAFE_PORT") })
