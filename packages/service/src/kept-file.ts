import fs from "node:fs"
import path from "node:path"

/** A small file that survives a crash: written beside, flushed, renamed, and the folder flushed. */
export function keptFile<T>(file: string): { read(): T | null; write(value: T): void } {
  return {
    read: () => (fs.existsSync(file) ? (JSON.parse(fs.readFileSync(file, "utf8")) as T) : null), // as: written below
    write(value) {
      fs.mkdirSync(path.dirname(file), { recursive: true })
      const beside = `${file}.new`
      const fd = fs.openSync(beside, "w", 0o600)
      fs.writeSync(fd, JSON.stringify(value))
      fs.fsyncSync(fd)
      fs.closeSync(fd)
      fs.renameSync(beside, file)
      const folder = fs.openSync(path.dirname(file), "r")
      fs.fsyncSync(folder)
      fs.closeSync(folder)
    },
  }
}
