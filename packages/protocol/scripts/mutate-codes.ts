// Changes genuine codes at random and checks that none is accepted: node packages/protocol/scripts/mutate-codes.ts [count]
import { mutate } from "../src/codes/mutate-codes.test-support.ts"
import { runOnAllCores } from "./run-on-all-cores.ts"

const count = Number(process.argv[2] ?? 1_000_000)
const began = performance.now()
const answers = await runOnAllCores(import.meta.url, count, mutate)
if (answers.length > 0) {
  const accepted = answers.reduce((sum, each) => sum + each.accepted, 0)
  const tried = answers.reduce((sum, each) => sum + each.tried, 0)
  const seconds = Math.round((performance.now() - began) / 1000)
  console.log(`${tried} changed codes tried on ${answers.length} cores in ${seconds} s, ${accepted} accepted`)
  process.exitCode = accepted === 0 ? 0 : 1
}
