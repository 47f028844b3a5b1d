import type { Credential, ReadingContext } from "../credential.ts"
import { joinChunks } from "./join-chunks.ts"
import { readCredential } from "./read-credential.ts"

/** What came of reading a document's texts: the document, or how many more codes of it are wanted, or nothing that is one. */
export type ReadTexts =
  | { readonly state: "read"; readonly credential: Credential }
  | { readonly state: "wanting"; readonly have: number; readonly of: number }
  | { readonly state: "none" }

/** Reads a document from its text, or from the several codes of one. */
export async function readTexts(texts: readonly string[], context: ReadingContext): Promise<ReadTexts> {
  const joined = texts[0]?.startsWith("shc:/") ? joinChunks(texts) : undefined
  if (joined?.state === "wanting") return joined
  const credential = await readCredential(joined?.state === "whole" ? joined.text : texts.join(""), context)
  return credential ? { state: "read", credential } : { state: "none" }
}
