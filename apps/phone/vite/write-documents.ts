import fs from "node:fs"
import path from "node:path"
import markdownIt from "markdown-it"
import type { Plugin } from "vite"

// The documents of this release, as pages beside the app: the same text that stands in the repository, versioned with it (S04).
const documents = [
  ...inThree("citizens", "docs/for-citizens"),
  { name: "privacy", file: "PRIVACY.md", lang: "en" },
  { name: "security", file: "SECURITY.md", lang: "en" },
  { name: "specification", file: "docs/spec/README.md", lang: "en" },
  ...inThree("security-assessment", "docs/security-assessment"),
  ...inThree("privacy-impact", "docs/privacy-impact-assessment"),
  { name: "architecture", file: "ARCHITECTURE.md", lang: "en" },
  { name: "changes", file: "CHANGELOG.md", lang: "en" },
] as const

/** A document in English, and beside it in Chinese: a page of its own each. */
function inThree(name: string, file: string) {
  return [
    { name, file: `${file}.md`, lang: "en" },
    { name: `${name}.zh-Hant`, file: `${file}.zh-Hant.md`, lang: "zh-Hant" },
    { name: `${name}.zh-Hans`, file: `${file}.zh-Hans.md`, lang: "zh-Hans" },
  ] as const
}

const root = path.resolve(import.meta.dirname, "../../..")
// No raw HTML: a document is text.
const markdown = markdownIt({ html: false })

/** Writes each document as /transparency/<name>.html, without a script. */
export function writeDocuments(version: string): Plugin {
  return {
    name: "homesafe-write-documents",
    apply: "build",
    generateBundle() {
      for (const { name, file, lang } of documents) {
        const source = pageOf(fs.readFileSync(path.join(root, file), "utf8"), version, lang)
        this.emitFile({ type: "asset", fileName: `transparency/${name}.html`, source })
      }
    },
  }
}

function pageOf(text: string, version: string, lang: string): string {
  const title = /^# (.+)$/m.exec(text)?.[1] ?? "HomeSafe"
  const links = documents
    .filter((each) => each.lang === "en")
    .map(({ name }) => `<a href="/transparency/${name}.html">${name}</a>`)
    .join(" ")
  return `<!doctype html>
<html lang="${lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${markdown.utils.escapeHtml(title)} · HomeSafe ${version}</title>
<link rel="stylesheet" href="/transparency/documents.css">
</head>
<body>
<nav lang="en"><a href="/transparency/${lang}">HomeSafe ${version}</a> ${links}</nav>
<main>
${withOwnLinks(markdown.render(text))}</main>
</body>
</html>
`
}

/** Links between documents that are pages here lead to the page; to files of the repository they become plain text. */
function withOwnLinks(html: string): string {
  return html.replace(/<a href="([^"]*)">(.*?)<\/a>/gs, (whole, href: string, words: string) => {
    if (/^(https?:|#)/.test(href)) return whole
    const target = documents.find(
      ({ file }) => file === path.posix.normalize(href.replace(/^(\.\.?\/)+/, "").replace(/#.*$/, "")),
    )
    return target ? `<a href="/transparency/${target.name}.html">${words}</a>` : words
  })
}
