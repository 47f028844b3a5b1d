import fs from "node:fs"
import path from "node:path"
import { createInterface } from "node:readline"
import type { PurgeEntry } from "@homesafe/api"
import { NOTHING_BEFORE, readEntry } from "./ledger-line.ts"

const NAME = "purge-ledger.jsonl"
/** Bytes of the ledger's end that are read at first. */
const TAIL = 65_536

/** A ledger that must not be believed; the sentence is for who starts the server. */
export class LedgerFault extends Error {}

/** Where a deployment's ledger lies. */
export interface Ledger {
  readonly folder: string
  readonly dep: string
}

const fileOf = ({ folder }: Ledger) => path.join(folder, NAME)

/** Every entry from the first one on. What a crash cut off was never acknowledged, and is passed over; an entry that does not follow is a fault. */
export async function* readLedger(ledger: Ledger): AsyncGenerator<PurgeEntry> {
  if (!fs.existsSync(fileOf(ledger))) return
  let [seq, hash] = [0, NOTHING_BEFORE]
  let cut: string | null = null
  for await (const text of createInterface({ input: fs.createReadStream(fileOf(ledger)), crlfDelay: Infinity })) {
    if (text === "") continue
    const entry = readEntry(ledger.dep, text)
    // A line that was cut off ends in the middle; one that is whole and does not read was changed.
    if (!entry && text.endsWith("}")) throw new LedgerFault(`The purge ledger was changed after entry ${seq}.`)
    if (!entry) {
      cut = text
      continue
    }
    if (entry.seq !== seq + 1 || entry.prev !== hash)
      throw new LedgerFault(
        `Entry ${entry.seq} of the purge ledger does not follow from the one before it${cut ? ", where a line is damaged" : ""}.`,
      )
    ;[seq, hash] = [entry.seq, entry.hash]
    yield entry
  }
}

/** The ledger's newest entry; null when there is none yet. A folder that is not there is an error: it may only not be mounted. */
export function lastEntry(ledger: Ledger): PurgeEntry | null {
  fs.accessSync(ledger.folder)
  if (!fs.existsSync(fileOf(ledger))) return null
  const fd = fs.openSync(fileOf(ledger), "r")
  try {
    const { size } = fs.fstatSync(fd)
    for (let length = Math.min(TAIL, size); ; length = Math.min(length * 4, size)) {
      const bytes = Buffer.alloc(length)
      fs.readSync(fd, bytes, 0, length, size - length)
      const lines = bytes.toString("utf8").split("\n")
      // The first piece may be a line's end.
      const whole = length < size ? lines.slice(1) : lines
      const last = whole
        .reverse()
        .map((text) => readEntry(ledger.dep, text))
        .find((entry) => entry !== undefined)
      if (last) return last
      if (length === size) return null
    }
  } finally {
    fs.closeSync(fd)
  }
}

/** Adds entries and flushes them: durable when this returns. The file is opened for adding only, so that a folder which refuses all else serves too. */
export function appendEntries(ledger: Ledger, entries: readonly PurgeEntry[]): void {
  const isNew = !fs.existsSync(fileOf(ledger))
  const fd = fs.openSync(fileOf(ledger), "a", 0o640)
  try {
    // In front too: a line that a crash cut off must not swallow this one.
    const bytes = Buffer.from(`\n${entries.map((entry) => JSON.stringify(entry)).join("\n")}\n`)
    if (fs.writeSync(fd, bytes) !== bytes.length) throw new Error("the purge ledger could not be written whole")
    fs.fsyncSync(fd)
  } finally {
    fs.closeSync(fd)
  }
  if (isNew) flushFolder(ledger.folder)
}

function flushFolder(folder: string): void {
  const fd = fs.openSync(folder, "r")
  fs.fsyncSync(fd)
  fs.closeSync(fd)
}
