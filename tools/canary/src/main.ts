import path from "node:path"
import { clockFromEnvironment, keptFile, makeLog, readSettings, runRounds, runService } from "@homesafe/service"
import { createCanaryApp } from "./app.ts"
import { fetchFrom } from "./fetch-from.ts"

const settings = readSettings(process.env)
const log = makeLog("canary")
const { app, look } = await createCanaryApp({
  dep: settings.required("HOMESAFE_DEP"),
  clock: clockFromEnvironment(process.env),
  fetchFile: fetchFrom(settings.required("HOMESAFE_CANARY_ORIGIN")),
  memory: keptFile(path.join(settings.required("HOMESAFE_CANARY_DIR"), "memory.json")),
  log,
})
const stop = runRounds("list", look, Number(settings.optional("HOMESAFE_CANARY_EVERY", "20")) * 1000, log)
await runService(
  app,
  { host: settings.optional("HOMESAFE_HOST", "127.0.0.1"), port: settings.port("HOMESAFE_PORT") },
  stop,
)
