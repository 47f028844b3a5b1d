import fs from "node:fs"
import os from "node:os"
import path from "node:path"
import { afterAll, expect, test } from "vitest"
import { readListArguments } from "./read-arguments.ts"
import { printList } from "./read-list-command.ts"

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "homesafe-lists-"))
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }))

async function print(text: string, ...options: string[]): Promise<string> {
  const file = path.join(folder, "list.anything")
  fs.writeFileSync(file, text)
  const wanted = readListArguments(["read-list", file, ...options])
  if (!wanted) throw new Error("not a command line")
  const lines: string[] = []
  await printList(wanted, (line) => lines.push(line))
  return lines.join("\n")
}

test("a list is named by its content, and each row that waits says why", async () => {
  const text =
    'id,Event,Location,City,Start,End,Advice\n1,Quiet Hall,1 A Street,Elsewhere,"13/08/2021, 3:00 pm","13/08/2021, 1:00 pm",Watch\n'
  const printed = await print(text)
  expect(printed).toContain("New Zealand")
  expect(printed).toContain("0 accepted, 0 repaired, 1 quarantined")
  expect(printed).toContain("Row 2: It ends before it starts.")
})

test("a table that is not known says what it asks, and is read with the answers", async () => {
  const text = "Premises;Day;From;Until\nThe Quiet Inn;14.03.2021;18:00;21:30\n"
  expect(await print(text)).toContain("Choose the time zone")
  expect(await print(text, "--zone", "Europe/Dublin", "--column", "Premises=name")).toContain("1 accepted")
})

test("a broken file is refused with its place; a wrong command line is no command", async () => {
  expect(await print("<<<<<<< HEAD\na,b\n")).toContain("At byte 0.")
  expect(readListArguments(["read-list"])).toBeUndefined()
  expect(readListArguments(["read-list", "file", "--column", "A=nothing"])).toBeUndefined()
})
