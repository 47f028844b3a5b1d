import { ok, type Result, refused } from "../shared/result.ts"

/** v venue, c card, t transfer, p door pairing, u upload code. */
export type CodePath = "v" | "c" | "t" | "p" | "u"

const SCANNED = /^(https?):\/\/([^/#?@]+)\/([vctpu])#([0-9]+)$/
const LOCAL = /^localhost:[0-9]+$/
const MAX_LENGTH = 2048

/** The scheme that a host is reached by: a demonstration on this machine has no certificate. Spec §3. */
export function schemeOf(host: string): "http" | "https" {
  return LOCAL.test(host) ? "http" : "https"
}

/** Splits what the camera read. A genuine payload behind another host is a phishing poster, and is told apart. Spec §3. */
export function splitScannedText(
  text: string,
  hosts: readonly string[],
): Result<{ readonly path: CodePath; readonly digits: string }, "not-our-code" | "wrong-host"> {
  const [, scheme, host = "", letter, digits = ""] = text.length <= MAX_LENGTH ? (SCANNED.exec(text) ?? []) : []
  const path = (["v", "c", "t", "p", "u"] as const).find((known) => known === letter)
  if (path === undefined) return refused("not-our-code")
  if (path === "u" && digits.length !== 20) return refused("not-our-code")
  return hosts.includes(host) && scheme === schemeOf(host) ? ok({ path, digits }) : refused("wrong-host")
}
