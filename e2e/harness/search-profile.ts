import fs from "node:fs"
import path from "node:path"

/** Every file of a browser's profile, as it lies on the disk. */
export function* filesOf(profile: string): Generator<readonly [name: string, bytes: Buffer]> {
  for (const name of fs.readdirSync(profile, { recursive: true, encoding: "utf8" })) {
    const at = path.join(profile, name)
    if (fs.lstatSync(at).isFile()) yield [name, fs.readFileSync(at)]
  }
}

/** The names of the files that hold these bytes. */
export function filesWith(profile: string, bytes: Uint8Array): string[] {
  return [...filesOf(profile)].filter(([, file]) => file.includes(Buffer.from(bytes))).map(([name]) => name)
}

/** The names of the files that hold a text, as UTF-8 or as the UTF-16 that browsers use inside. */
export function filesWithText(profile: string, text: string): string[] {
  return [
    ...new Set([Buffer.from(text, "utf8"), Buffer.from(text, "utf16le")].flatMap((bytes) => filesWith(profile, bytes))),
  ]
}

/** The phone's store as it lies on the disk: the one file that begins with its mark and has its size. */
export function storeFileOf(profile: string, size: number): Buffer {
  const found = [...filesOf(profile)].find(
    ([, bytes]) => bytes.length === size && bytes.subarray(0, 4).equals(Buffer.from("VT1S")),
  )
  if (!found) throw new Error("no store in this profile")
  return found[1]
}
