import { expect, test } from "vitest"
import { readMailedLink } from "./take-mailed-link.ts"

const token = "A".repeat(43)

test("a link's kind and secret are read; anything else is none", () => {
  expect(readMailedLink(`#undo-mail.${token}`)).toEqual({ kind: "undo-mail", token })
  for (const damaged of [
    "",
    "#",
    `#${token}`,
    `#unknown.${token}`,
    `#undo-mail.${token}x`,
    `#undo-mail.${token.slice(1)}`,
  ])
    expect(readMailedLink(damaged)).toBeNull()
})
