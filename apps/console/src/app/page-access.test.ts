import { officerRole } from "@homesafe/api"
import { expect, test } from "vitest"
import { mayOpen, rolesOf } from "./page-access.ts"

const pages = [
  "",
  "cases",
  "decisions",
  "inspections",
  "venues",
  "retention",
  "changes",
  "audit",
  "officers",
  "situation",
]
const pagesOf = (role: (typeof officerRole.options)[number]) => pages.filter((page) => mayOpen([role], page))

test("an inspector finds doors and venues and no case; an auditor what is read and nothing that is sealed; an administrator officers", () => {
  expect(pagesOf("inspector")).toEqual(["", "inspections", "venues", "officers"])
  expect(pagesOf("auditor")).toEqual(["", "retention", "changes", "audit", "officers", "situation"])
  expect(pagesOf("administrator")).toEqual(["", "officers"])
})

test("a page below another has its own rule, and a page that is not there is nobody's secret", () => {
  expect(rolesOf(["inspections", "door"])).toEqual(["inspector"])
  expect(rolesOf(["inspections", "doors"])).toEqual(["approver", "inspector"])
  expect(rolesOf(["cases", "some-id", "deeper"])).toEqual(["tracer", "approver"])
  expect(rolesOf(["no-such-page"])).toEqual(officerRole.options)
})
