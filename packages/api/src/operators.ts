import * as z from "zod/mini"
import { contract } from "./contract.ts"
import { nothing } from "./shapes.ts"

const mail = z.string().check(z.regex(/^[^\s@<>"]{1,64}@[^\s@<>"]{1,190}$/), z.maxLength(254))
const language = z.enum(["en", "zh-Hant", "zh-Hans"])
const operatorSession = z.strictObject({ mail: z.string() })

export const askSignInLink = contract({
  method: "POST",
  path: "/v1/operators/sign-in",
  access: "anyone",
  summary: "Mails a sign-in link to a venue operator; the answer is the same for every address",
  body: z.strictObject({ mail, language }),
  reply: nothing,
  problems: ["malformed", "too-many-requests"],
})

export const openOperatorSession = contract({
  method: "POST",
  path: "/v1/operators/session",
  access: "anyone",
  summary: "Turns the token of a mailed link into a session; a token works once, for 30 minutes",
  body: z.strictObject({ token: z.string().check(z.regex(/^[A-Za-z0-9_-]{43}$/)) }),
  reply: operatorSession,
  problems: ["malformed", "link-expired", "too-many-requests"],
})

export const getOperatorSession = contract({
  method: "GET",
  path: "/v1/operators/session",
  access: "operator",
  summary: "Who is signed in",
  reply: operatorSession,
  problems: ["not-signed-in"],
})

export const closeOperatorSession = contract({
  method: "DELETE",
  path: "/v1/operators/session",
  access: "operator",
  summary: "Signs out",
  reply: nothing,
  problems: ["not-signed-in"],
})
