import fs from "node:fs/promises"
import path from "node:path"
import markdownIt from "markdown-it"
import { writeFrame } from "../pages/write-frame.ts"

/** The documents that the public page leads to, by their file in docs. */
const files = {
  specification: "spec/README.md",
  "security-assessment": "security-assessment.md",
  "privacy-impact-assessment": "privacy-impact-assessment.md",
} as const
/** See `files`. */
export const documentNames = Object.keys(files) as (keyof typeof files)[]

const docs = path.resolve(import.meta.dirname, "../../../../docs")
// The repository's own text; all the same no markup in it is taken as such.
const markdown = markdownIt({ html: false, linkify: false })

/** A document of the repository as a page; undefined for another name, or where the documents were not installed. */
export async function writeDocument(name: string): Promise<string | undefined> {
  const known = documentNames.find((each) => each === name)
  const text = known && (await fs.readFile(path.join(docs, files[known]), "utf8").catch(() => undefined))
  if (!text) return undefined
  const title = /^# (.+)$/m.exec(text)?.[1] ?? name
  // Links of the repository lead nowhere here.
  const body = markdown.render(text).replace(/<a href="(?!https?:)[^"]*">(.*?)<\/a>/g, "$1")
  return writeFrame({ language: "en", title }, `<main class="document">${body}</main>`)
}
