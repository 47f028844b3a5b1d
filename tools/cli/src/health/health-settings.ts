import fs from "node:fs"
import path from "node:path"
import { hexOf } from "@homesafe/protocol"
import { keyFile } from "../deployment/keys.ts"
import { healthRulesFile, makeHealthFiles } from "./health-files.ts"

/** A partner system of the demonstration, which `homesafe health-receive` plays. */
export const DEMONSTRATION_PARTNER = "https://partner.demonstration.example"

/** The settings of a demonstration's health-code service; its keys and its folder are its own. */
export async function healthSettings(
  home: string,
  dep: string,
  {
    databaseUrl,
    port,
    consoleOrigin,
  }: { readonly databaseUrl: string; readonly port: number; readonly consoleOrigin: string },
): Promise<Record<string, string>> {
  const { keysFile, rulesKey } = await makeHealthFiles(home, dep)
  const accountKeys = path.join(home, "account-keys")
  fs.mkdirSync(accountKeys, { recursive: true })
  const partner = { en: "Demonstration partner", hant: "示範夥伴系統", hans: "示范伙伴系统" }
  return {
    HOMESAFE_DATABASE_URL: databaseUrl,
    HOMESAFE_HEALTH_SIGNING_KEY_FILE: keyFile(home, "health-signing"),
    HOMESAFE_HEALTH_SHARE_KEY_FILE: keyFile(home, "health-share"),
    HOMESAFE_HEALTH_DOCUMENTS_KEY_FILE: keyFile(home, "health-documents"),
    HOMESAFE_AT_REST_KEY_FILE: keyFile(home, "health-at-rest"),
    HOMESAFE_ACCOUNT_KEYS: accountKeys,
    HOMESAFE_HEALTH_KEYS_FILE: keysFile,
    HOMESAFE_HEALTH_RULES_FILE: healthRulesFile(home),
    HOMESAFE_HEALTH_ISSUERS_FILE: path.join(home, "issuers.json"),
    HOMESAFE_HEALTH_RULES_KEYS: hexOf(rulesKey),
    HOMESAFE_HEALTH_PARTNERS: JSON.stringify({ [DEMONSTRATION_PARTNER]: partner }),
    HOMESAFE_CONSOLE_ORIGIN: consoleOrigin,
    HOMESAFE_REQUESTS_PER_MINUTE: "3000",
    HOMESAFE_PORT: String(port),
  }
}
