import { describe, expect, test } from "vitest"
import { readCodeSettings } from "./code-settings.ts"

const DIR = "sms"

describe("the settings", () => {
  const read = (values: Readonly<Record<string, string>>) =>
    readCodeSettings(
      {
        required: (name) => {
          if (!values[name]) throw new Error(`${name} is not set`)
          return values[name]
        },
        optional: (name, fallback) => values[name] || fallback,
      },
      "go.test",
    )

  test("offer no way that is not set up, and the usual limits", () => {
    expect(read({})).toMatchObject({ sms: null, mail: null, codeLimits: { perHour: 20, perDay: 60 } })
  })

  test("take limits one by one, and refuse what is none", () => {
    expect(read({ HOMESAFE_CODE_LIMITS: '{"perHour":5}' }).codeLimits).toMatchObject({ perHour: 5, perDay: 60 })
    expect(() => read({ HOMESAFE_CODE_LIMITS: '{"perHour":-1}' })).toThrow()
    expect(() => read({ HOMESAFE_CODE_LIMITS: '{"perhour":5}' })).toThrow()
  })

  test("refuse the file sink outside a demonstration", () => {
    expect(() => read({ HOMESAFE_SMS_DIR: DIR })).toThrow(/demonstration/)
    expect(read({ HOMESAFE_SMS_DIR: DIR, HOMESAFE_MODE: "demonstration" }).sms).not.toBeNull()
  })

  test("refuse a gateway without a secret way to it, or whose body has no place for the number", () => {
    const rest = { HOMESAFE_SMS_HEADERS: "{}", HOMESAFE_SMS_BODY: "{to} {text}" }
    expect(() => read({ HOMESAFE_SMS_URL: "http://sms.example/", ...rest })).toThrow(/https/)
    expect(() => read({ HOMESAFE_SMS_URL: "https://sms.example/", ...rest, HOMESAFE_SMS_BODY: "{text}" })).toThrow(/to/)
    expect(read({ HOMESAFE_SMS_URL: "https://sms.example/", ...rest }).sms).not.toBeNull()
  })
})
