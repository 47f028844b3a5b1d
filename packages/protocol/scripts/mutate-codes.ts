// Changes genuine codes at random and checks that none is accepted: node packages/protocol/scripts/mutate-codes.ts [count]
import { mutate } from "../src/codes/mutate-codes.test-support.ts"

const count = Number(process.argv[2] ?? 1_000_000)
const { tried, accepted } = mutate(count)
console.log(`${tried} changed codes tried, ${accepted} accepted`)
process.exitCode = accepted === 0 ? 0 : 1
