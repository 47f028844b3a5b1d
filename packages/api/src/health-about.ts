import * as z from "zod/mini"
import { contract } from "./contract.ts"
import { envelope, hex, names } from "./shapes.ts"

export const getHealthAbout = contract({
  method: "GET",
  path: "/health-code/v1/about",
  access: "anyone",
  summary: "Whose service it is, its keys as the roots signed them, and the partner systems that take a code over",
  reply: z.strictObject({
    dep: hex(8),
    authority: names,
    keys: envelope,
    partners: z.array(z.strictObject({ audience: z.string(), names })),
  }),
  problems: [],
})

export const getHealthRules = contract({
  method: "GET",
  path: "/health-code/v1/rules",
  access: "anyone",
  summary: "The signed set of colour rules, as the service applies it",
  reply: envelope,
  problems: ["not-ready"],
})

export const getRevokedPapers = contract({
  method: "GET",
  path: "/health-code/v1/revoked",
  access: "anyone",
  summary: "The numbers of codes on paper that are revoked before their time, signed; for gates",
  reply: envelope,
  problems: [],
})
