import fs from "node:fs"
import os from "node:os"
import path from "node:path"
import { expect, onTestFinished, test } from "vitest"
import { checkOpening } from "./check-architecture.ts"

function protocolWith(files: Readonly<Record<string, string>>): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "doors-"))
  onTestFinished(() => fs.rmSync(folder, { recursive: true }))
  const all = {
    "box/open-box.ts": "",
    "open/open-upload.ts": 'import { openBox } from "../box/open-box.ts"\n',
    ...files,
  }
  for (const [name, text] of Object.entries(all)) {
    fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true })
    fs.writeFileSync(path.join(folder, name), text)
  }
  return folder
}

test("no door but the opener's leads to the code that opens uploads, however long the way", () => {
  const opener = { "opener.ts": 'export { openUpload } from "./open/open-upload.ts"\n' }
  expect(checkOpening(protocolWith(opener))).toEqual([])
  const around = {
    "visitor.ts": 'export { a } from "./store/a.ts"\n',
    "store/a.ts": 'export { openUpload } from "../open/open-upload.ts"\n',
  }
  expect(checkOpening(protocolWith({ ...opener, ...around }))).toEqual([
    "packages/protocol/src/visitor.ts leads to open/open-upload.ts: only opener.ts may",
  ])
})

test("a box is opened in three places: the opener's, the new phone's of a transfer, and a device's at the door", () => {
  const line = 'import { openBox } from "../box/open-box.ts"\n'
  expect(checkOpening(protocolWith({ "transfer/open-transfer.ts": line }))).toEqual([])
  expect(checkOpening(protocolWith({ "codes/open-device-packet.ts": line }))).toEqual([])
  expect(checkOpening(protocolWith({ "upload/peek.ts": line }))).toHaveLength(1)
})

test("the protocol as it stands keeps to it", () => {
  expect(checkOpening(path.resolve(import.meta.dirname, "../packages/protocol/src"))).toEqual([])
})
