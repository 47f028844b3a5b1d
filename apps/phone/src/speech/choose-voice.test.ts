import { expect, test } from "vitest"
import { chooseVoice } from "./choose-voice.ts"

const voice = (lang: string, localService = true) => ({ lang, localService })

test("Traditional Chinese is read in Cantonese, Simplified in Mandarin, English in the nearest English", () => {
  const voices = [voice("en-US"), voice("zh-CN"), voice("zh-HK"), voice("en-GB")]
  expect(chooseVoice(voices, "zh-Hant")?.lang).toBe("zh-HK")
  expect(chooseVoice(voices, "zh-Hans")?.lang).toBe("zh-CN")
  expect(chooseVoice(voices, "en")?.lang).toBe("en-GB")
  expect(chooseVoice([voice("yue_HK")], "zh-Hant")?.lang).toBe("yue_HK")
})

test("no language is read by a voice of another, and none by a voice that needs a server", () => {
  expect(chooseVoice([voice("zh-CN")], "zh-Hant")).toBeUndefined()
  expect(chooseVoice([voice("zh-HK", false)], "zh-Hant")).toBeUndefined()
  expect(chooseVoice([], "en")).toBeUndefined()
})
