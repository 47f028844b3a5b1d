import os from "node:os"
import process from "node:process"
import { parentPort, workerData } from "node:worker_threads"
import { analyseClusters, type ClusterFindings, type ClusterVisit } from "@homesafe/domain"
import type { ThreadAnswer, ThreadQuestion, ThreadStart } from "./analysis-thread.ts"
import type { NamedPlace } from "./name-places.ts"
import { openVisits, plateIn } from "./open-visits.ts"
import { writeReport } from "./write-report.ts"

const AFTER_OTHERS = 10

// The thread of one analysis: it opens the sealed visits, runs the rules and writes the report. It reads no database and writes nowhere.

// Requests come first where processors are few. Linux alone gives each thread its own priority; elsewhere this would slow the whole server.
if (process.platform === "linux") os.setPriority(AFTER_OTHERS)

const { keys, cases, rules, window, offset } = workerData as ThreadStart // as: written by analysis-thread.ts
const visits: ClusterVisit[] = []
const named = new Map<string, NamedPlace>()
let findings: ClusterFindings = { clusters: [], infections: [], places: [] }

/** Runs the rules and gives the ids of venues whose names are wanted. */
function analyse(placesKnown: number): string[] {
  const steps = analyseClusters({ ...rules, cases, visits, placesKnown })
  let told = 0
  for (let step = steps.next(); ; step = steps.next()) {
    if (step.done) {
      findings = step.value
      return findings.places.map(({ place }) => place).filter((place) => plateIn(place) === null)
    }
    if (step.value < told + 0.01) continue
    told = step.value
    say({ progress: told })
  }
}

function answer(question: ThreadQuestion): ThreadAnswer {
  if (question.ask === "open") {
    for (const sealed of question.sealed) for (const visit of openVisits(keys, sealed)) visits.push(visit)
    return { to: "open" }
  }
  if (question.ask === "analyse") return { to: "analyse", vids: analyse(question.placesKnown) }
  if (question.ask === "name") {
    for (const [vid, place] of question.named) named.set(vid, place)
    return { to: "name" }
  }
  return { to: "write", report: writeReport({ window, offset, cases, visits, findings, named }) }
}

const say = (word: ThreadAnswer | { readonly progress: number }) => parentPort?.postMessage(word)
parentPort?.on("message", (question: ThreadQuestion) => say(answer(question)))
