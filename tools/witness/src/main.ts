import fs from "node:fs"
import path from "node:path"
import { keptFile, makeLog, readSettings, runService } from "@homesafe/service"
import { createWitnessApp } from "./app.ts"

const settings = readSettings(process.env)
const app = await createWitnessApp({
  dep: settings.required("HOMESAFE_DEP"),
  secret: new Uint8Array(
    Buffer.from(fs.readFileSync(settings.required("HOMESAFE_WITNESS_KEY_FILE"), "utf8").trim(), "hex"),
  ),
  head: keptFile(path.join(settings.required("HOMESAFE_WITNESS_DIR"), "head.json")),
  log: makeLog("witness"),
})
await runService(app, { host: settings.optional("HOMESAFE_HOST", "127.0.0.1"), port: settings.port("HOMESAFE_PORT") })
