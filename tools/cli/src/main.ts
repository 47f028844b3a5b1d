import path from "node:path"
import { startDemonstration } from "./supervise/start.ts"

const [command = "start"] = process.argv.slice(2)
const home = path.resolve(process.env.HOMESAFE_HOME ?? ".homesafe")
const say = (line: string) => console.log(`  ${line}`)

/** Seconds between two lists in a demonstration; a real deployment publishes four times a day. */
const DEMONSTRATION_EVERY = 60

async function start(): Promise<void> {
  const running = await startDemonstration(home, DEMONSTRATION_EVERY, {
    say,
    message: ({ mail, invitation }) => {
      if (mail) console.log(`\n  Mail to ${mail.to}: ${mail.subject}\n${mail.text.replace(/^/gm, "    ")}\n`)
      if (invitation) console.log(`\n  Invitation for the first officer (works once, 48 hours):\n    ${invitation}\n`)
    },
  })
  console.log(`
  HomeSafe runs. This is a demonstration: every key lies on this machine.

    Visitors' phone app   ${running.publicOrigin}/
    Venue portal          ${running.publicOrigin}/venue/     sign in by mail; the mail is shown here
    Authority's console   ${running.consoleOrigin}/     sign in by the invitation above, then by passkey
    Interfaces            ${running.publicOrigin}/openapi.json   ${running.consoleOrigin}/openapi.json

  Data and logs: ${home}      Stop: Ctrl-C
`)
  process.send?.({ running: { publicOrigin: running.publicOrigin, consoleOrigin: running.consoleOrigin } })
  const stop = async () => {
    console.log("\n  stopping")
    await running.stop()
    process.exit(0)
  }
  process.once("SIGINT", stop)
  process.once("SIGTERM", stop)
  process.once("disconnect", stop)
}

const commands: Readonly<Record<string, () => Promise<void>>> = { start }
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
