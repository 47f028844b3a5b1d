// Compares the phone's matching with one written from the spec alone: node packages/protocol/scripts/compare-with-oracle.ts [pairs]
import { compareWithOracle } from "../src/rows/compare-with-oracle.test-support.ts"
import { runOnAllCores } from "./run-on-all-cores.ts"

const count = Number(process.argv[2] ?? 1_000_000)
const began = performance.now()
const answers = await runOnAllCores(import.meta.url, count, compareWithOracle)
if (answers.length > 0) {
  const sum = (what: "pairs" | "warnings") => answers.reduce((total, each) => total + each[what], 0)
  const disagreements = answers.flatMap((each) => each.disagreements)
  const seconds = Math.round((performance.now() - began) / 1000)
  for (const each of disagreements.slice(0, 20)) console.log(each)
  console.log(
    `${sum("pairs")} pairs of a stay and decisions compared in ${seconds} s, ${sum("warnings")} warnings, ${disagreements.length} disagreements`,
  )
  process.exitCode = disagreements.length === 0 ? 0 : 1
}
