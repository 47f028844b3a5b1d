import * as z from "zod/mini"
import { cardsState } from "./accounts.ts"
import { contract } from "./contract.ts"
import { mailAddress, mailLanguage, mailToken, nothing } from "./shapes.ts"

const operatorSession = z.strictObject({ mail: z.string(), cards: cardsState })

export const askSignInLink = contract({
  method: "POST",
  path: "/v1/operators/sign-in",
  access: "anyone",
  summary: "Mails a sign-in link to a venue operator; the answer is the same for every address",
  body: z.strictObject({ mail: mailAddress, language: mailLanguage }),
  reply: nothing,
  problems: ["malformed", "too-many-requests"],
})

export const openOperatorSession = contract({
  method: "POST",
  path: "/v1/operators/session",
  access: "anyone",
  summary: "Turns the token of a mailed link into a session; a token works once, for 30 minutes",
  body: z.strictObject({ token: mailToken }),
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
