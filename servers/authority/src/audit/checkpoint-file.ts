import fs from "node:fs"
import path from "node:path"

const NAME = "audit-checkpoints.jsonl"

/** The lines that a folder keeps, oldest first; none when there is no file yet. A folder that is not there is an error: it may only not be mounted. */
export function readLines(folder: string): string[] {
  fs.accessSync(folder)
  const file = path.join(folder, NAME)
  if (!fs.existsSync(file)) return []
  return fs
    .readFileSync(file, "utf8")
    .split("\n")
    .filter((text) => text !== "")
}

/** Adds one line and flushes it. The file is opened for adding only, so that a folder which refuses all else serves too. */
export function addLine(folder: string, text: string): void {
  fs.accessSync(folder)
  const fd = fs.openSync(path.join(folder, NAME), "a", 0o644)
  try {
    // In front too: a line that a crash cut off must not swallow this one.
    fs.writeSync(fd, `\n${text}\n`)
    fs.fsyncSync(fd)
  } finally {
    fs.closeSync(fd)
  }
}
