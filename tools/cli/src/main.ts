import fs from "node:fs"
import path from "node:path"
import { clockFromEnvironment } from "@homesafe/service"
import { checkAuditOf, checkAuditUsage, readCheckAuditArguments } from "./audit/check-audit-command.ts"
import { checkPurgeOf, checkPurgeUsage, readCheckPurgeArguments } from "./audit/check-purge-command.ts"
import { checkBuildOf, checkBuildUsage, fetchFile, readCheckBuildArguments } from "./builds/check-build-command.ts"
import { DEMONSTRATION_EVERY, readOrMakeDemonstration } from "./deployment/demonstration.ts"
import { runDrill } from "./drill/run-drill.ts"
import {
  healthOfficerUsage,
  healthReceiveUsage,
  healthRulesUsage,
  inviteOfficer,
  receiveCode,
  signRulesFile,
} from "./health/health-commands.ts"
import { listUsage, readListArguments } from "./lists/read-arguments.ts"
import { printList } from "./lists/read-list-command.ts"
import { readRecoverArguments, recoverAdministrators, recoverUsage } from "./officers/recover-administrator-command.ts"
import { readReshareArguments, reshare, reshareUsage } from "./shares/reshare-command.ts"
import { unsealOf, unsealUsage } from "./shares/unseal-command.ts"
import { startDemonstration, type Told } from "./supervise/start.ts"
import { furnishTown } from "./town/furnish-town.ts"
import { watchTown } from "./town/watch-town.ts"
import { importUsage, importVenues, readImportArguments } from "./venues/import-command.ts"

const args = process.argv.slice(2)
const [command = "start"] = args
const home = path.resolve(process.env.HOMESAFE_HOME ?? ".homesafe")
const say = (line: string) => console.log(`  ${line}`)

async function start(): Promise<void> {
  const hasHealth = process.env.HOMESAFE_HEALTH_CODE !== "off"
  const told: Told = {
    say,
    message: ({ mail, invitation, healthInvitation }) => {
      if (mail) console.log(`\n  Mail to ${mail.to}: ${mail.subject}\n${mail.text.replace(/^/gm, "    ")}\n`)
      if (invitation) console.log(`\n  Invitation for the first officer (works once, 48 hours):\n    ${invitation}\n`)
      if (healthInvitation)
        console.log(
          `\n  Invitation for the first health-code officer (works once, 48 hours):\n    ${healthInvitation}\n`,
        )
    },
  }
  const running = await startDemonstration(home, DEMONSTRATION_EVERY, told, { isDrill: false, hasHealth })
  console.log(`
  HomeSafe runs. This is a demonstration: every key lies on this machine.

    Visitors' phone app   ${running.publicOrigin}/
    Venue portal          ${running.publicOrigin}/venue/     sign in by mail; the mail is shown here
    Screen at a door      ${running.publicOrigin}/gate/     its staff choose a PIN
    Public board          ${running.publicOrigin}/board     for people without a phone
    Transparency page     ${running.publicOrigin}/transparency
    Authority's console   ${running.consoleOrigin}/     sign in by the invitation above, then by passkey
    Interfaces            ${running.publicOrigin}/openapi.json   ${running.consoleOrigin}/openapi.json

  Data and logs: ${home}      Stop: Ctrl-C
`)
  // From here on: who stops it while the town is being furnished leaves no process behind.
  const end = async () => {
    console.log("\n  stopping")
    await running.stop()
    process.exit(0)
  }
  const stop = () => void end()
  process.once("SIGINT", stop)
  process.once("SIGTERM", stop)
  process.once("disconnect", stop)
  if (args.includes("--demo")) {
    const now = clockFromEnvironment(process.env).now()
    const phones = await furnishTown(home, running, now, say)
    const { dep, offset } = readOrMakeDemonstration(home)
    watchTown(phones, { publicOrigin: running.publicOrigin, dep, offset, say })
    if (phones.length > 0)
      say("the town is furnished: eight places, twelve phones, one case that has uploaded its visits")
  }
  process.send?.({ running: { publicOrigin: running.publicOrigin, consoleOrigin: running.consoleOrigin } })
}

async function venues(): Promise<void> {
  const wanted = readImportArguments(args, home)
  if (!wanted) {
    console.error(importUsage)
    process.exit(2)
  }
  await importVenues(home, wanted, say)
}

async function readListFile(): Promise<void> {
  const wanted = readListArguments(args)
  if (!wanted) {
    console.error(listUsage)
    process.exit(2)
  }
  if (!(await printList(wanted, say))) process.exitCode = 1
}

async function checkAuditLog(): Promise<void> {
  const wanted = readCheckAuditArguments(args)
  if (!wanted) {
    console.error(checkAuditUsage)
    process.exit(2)
  }
  if (!(await checkAuditOf(home, wanted, clockFromEnvironment(process.env).now(), say))) process.exitCode = 1
}

async function checkPurge(): Promise<void> {
  const wanted = readCheckPurgeArguments(args)
  if (!wanted) {
    console.error(checkPurgeUsage)
    process.exit(2)
  }
  if (!(await checkPurgeOf(home, wanted, say))) process.exitCode = 1
}

async function drill(): Promise<void> {
  const said = args[1]
  if (args.length > 2 || said?.startsWith("--")) {
    console.error(drillUsage)
    process.exit(2)
  }
  const file = path.resolve(process.env.INIT_CWD ?? process.cwd(), said ?? "homesafe-drill-report.txt")
  let invitation = ""
  const running = await runDrill(home, {
    say,
    message: (message) => {
      if (message.invitation) invitation = message.invitation
    },
  })
  console.log(`
  A drill runs. Its keys, its data and its lists are its own; nobody else believes them, and they end with it.

    Visitors' phone app   ${running.publicOrigin}/
    Venue portal          ${running.publicOrigin}/venue/     its mails lie in ${running.home}/mail.txt
    Authority's console   ${running.consoleOrigin}/
    First officer         ${invitation}

  Ctrl-C ends it, writes ${file} and erases everything else.
`)
  const end = async () => {
    console.log("\n  ending the drill")
    const report = await running.end()
    fs.writeFileSync(file, report)
    console.log(report)
    process.exit(0)
  }
  for (const signal of ["SIGINT", "SIGTERM", "disconnect"]) process.once(signal, () => void end())
}

const drillUsage = `usage: homesafe drill [FILE]

  Runs the whole system a second time for a drill. FILE gets the report: homesafe-drill-report.txt unless told.
  HOMESAFE_HOME, or HOMESAFE_DATABASE_URL, names the real system, whose audit log says that a drill was run.`

async function checkBuild(): Promise<void> {
  const wanted = readCheckBuildArguments(args)
  if (!wanted) {
    console.error(checkBuildUsage)
    process.exit(2)
  }
  const now = clockFromEnvironment(process.env).now()
  if (!(await checkBuildOf(wanted, { now, say, fetch: fetchFile }))) process.exitCode = 1
}

async function recoverAdministrator(): Promise<void> {
  const names = readRecoverArguments(args)
  if (!names) {
    console.error(recoverUsage)
    process.exit(2)
  }
  const now = clockFromEnvironment(process.env).now()
  if (!(await recoverAdministrators(home, names, now, say))) process.exitCode = 1
}

async function unseal(): Promise<void> {
  const files = args.slice(1)
  if (files.length === 0) {
    console.error(unsealUsage)
    process.exit(2)
  }
  if (!(await unsealOf(home, files, say))) process.exitCode = 1
}

async function shareAnew(): Promise<void> {
  const wanted = readReshareArguments(args)
  if (!wanted) {
    console.error(reshareUsage)
    process.exit(2)
  }
  if (!(await reshare(home, wanted, say))) process.exitCode = 1
}

async function healthOfficer(): Promise<void> {
  const now = clockFromEnvironment(process.env).now()
  if (!(await inviteOfficer(home, args.slice(1), now, say))) endWith(healthOfficerUsage)
}

async function healthRules(): Promise<void> {
  if (!signRulesFile(home, args.slice(1), say)) endWith(healthRulesUsage)
}

async function healthReceive(): Promise<void> {
  const received = receiveCode(home, args.slice(1), clockFromEnvironment(process.env).now(), say)
  if (received === null) endWith(healthReceiveUsage)
  if (received === false) process.exitCode = 1
}

function endWith(usage: string): never {
  console.error(usage)
  process.exit(2)
}

const commands: Readonly<Record<string, () => Promise<void>>> = {
  start,
  venues,
  "read-list": readListFile,
  "check-audit": checkAuditLog,
  "check-purge": checkPurge,
  drill,
  "check-build": checkBuild,
  "recover-administrator": recoverAdministrator,
  unseal,
  reshare: shareAnew,
  "health-officer": healthOfficer,
  "health-rules": healthRules,
  "health-receive": healthReceive,
  openapi: async () => (await import("./openapi/write-openapi.ts")).writeOpenApi(say),
}
const run = commands[command]
if (!run) {
  console.error(`homesafe: there is no command "${command}". Commands: ${Object.keys(commands).join(", ")}`)
  process.exit(2)
}
try {
  await run()
} catch (error) {
  console.error(`\n  ${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(1)
}
