import fs from "node:fs"
import path from "node:path"
import { expect, test } from "vitest"
import { openApiDocuments, openApiFolder } from "./write-openapi.ts"

test("docs/openapi describes each server as it is: after a change, npm run homesafe -- openapi", async () => {
  const documents = await openApiDocuments()
  expect(fs.readdirSync(openApiFolder).sort()).toEqual([...documents.keys()].sort())
  for (const [name, text] of documents) {
    const written: unknown = JSON.parse(fs.readFileSync(path.join(openApiFolder, name), "utf8"))
    expect(written, name).toEqual(JSON.parse(text))
  }
})
