import { readdirSync, readFileSync } from "node:fs"
import { describe, expect, test } from "vitest"
import { createTranslator, isLanguage, languages, pickLanguage } from "./index.ts"
import { loadVenue } from "./venue/load-venue.ts"

const folders = [
  "shared",
  "board",
  "transparency",
  "card",
  "health",
  "phone",
  "venue",
  "gate",
  "console",
  "poster",
  "mail",
  "named",
  "wallet",
] as const

function readMessages(folder: string, language: string): Record<string, string> {
  const json: unknown = JSON.parse(readFileSync(new URL(`./${folder}/${language}.json`, import.meta.url), "utf8"))
  if (typeof json !== "object" || json === null) throw new Error(`${folder}/${language}.json is not an object`)
  return Object.fromEntries(Object.entries(json).map(([key, text]) => [key, String(text)]))
}

// Names in braces; the words inside plural branches do not count.
function placeholders(text: string): string[] {
  return [...new Set([...text.matchAll(/\{\s*([a-zA-Z]\w*)\s*(?:[,}])/g)].map((found) => found[1] ?? ""))].sort()
}

// Glossary: Hong Kong forms in zh-Hant, mainland forms in zh-Hans.
const forbidden = {
  en: /\balerts?\b(?! allowed)|infected user|\btracking\b|\boops\b|!/i,
  "zh-Hant": /衛生|二維條碼|二维|軟體|網路|使用者|掃瞄|甚么|！|数据|信息/,
  "zh-Hans": /衞|衛|碼|掃|網絡|資料|請|這|！/,
}

describe("messages", () => {
  test.each(folders)("%s has every text in all three languages, with the same placeholders", (folder) => {
    const en = readMessages(folder, "en")
    for (const language of languages) {
      const other = readMessages(folder, language)
      expect(Object.keys(other).sort()).toEqual(Object.keys(en).sort())
      for (const [key, text] of Object.entries(other)) {
        expect(text.trim(), `${folder} ${language} ${key}`).not.toBe("")
        expect(placeholders(text), `${folder} ${language} ${key}`).toEqual(placeholders(en[key] ?? ""))
      }
    }
  })

  test.each(folders)("%s uses no word that the glossary forbids", (folder) => {
    for (const language of languages) {
      for (const [key, text] of Object.entries(readMessages(folder, language))) {
        if (!key.startsWith("language.name."))
          expect(text, `${folder} ${language} ${key}`).not.toMatch(forbidden[language])
      }
    }
  })

  test("no app's key hides a shared one", () => {
    const shared = readMessages("shared", "en")
    for (const folder of ["phone", "venue", "gate", "console"]) {
      expect(Object.keys(readMessages(folder, "en")).filter((key) => key in shared)).toEqual([])
    }
  })

  test("every folder of messages is covered here", () => {
    const found = readdirSync(new URL(".", import.meta.url), { withFileTypes: true }).filter((entry) =>
      entry.isDirectory(),
    )
    expect(found.map((entry) => entry.name).sort()).toEqual([...folders].sort())
  })
})

describe("translator", () => {
  test("fills placeholders and chooses the plural form", () => {
    const t = createTranslator({ visits: "{n, plural, one {# visit} other {# visits}} at {venue}" }, "en")
    expect(t("visits", { n: 1, venue: "A" })).toBe("1 visit at A")
    expect(t("visits", { n: 2, venue: "B" })).toBe("2 visits at B")
  })

  test("a key without a text is a bug and throws", () => {
    const messages: Record<string, string> = {}
    expect(() => createTranslator(messages, "en")("absent")).toThrow("no text for absent")
  })

  test("an app's messages come with the shared ones, in the language asked for", async () => {
    const t = await loadVenue("zh-Hant")
    expect(t("action.save")).toBe("儲存")
    expect(t.language).toBe("zh-Hant")
  })
})

describe("language", () => {
  test("script decides before region, and an unknown language falls back to English", () => {
    expect(pickLanguage(["fr", "zh-HK"])).toBe("zh-Hant")
    expect(pickLanguage(["zh-Hans-HK"])).toBe("zh-Hans")
    expect(pickLanguage(["zh-CN"])).toBe("zh-Hans")
    expect(pickLanguage(["yue"])).toBe("zh-Hant")
    expect(pickLanguage(["en-GB", "zh"])).toBe("en")
    expect(pickLanguage(["ur"])).toBe("en")
    expect(isLanguage("zh")).toBe(false)
  })
})
