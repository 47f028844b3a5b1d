import { type PhotoOutcome, readOnePhoto } from "@homesafe/ui/scan"

const MOST_TEXT_BYTES = 256 * 1024

/** The texts of documents in a file: a picture's code, a `.smart-health-card` file (its JWSs become what a code would say), or plain text. */
export async function textsOfFile(file: Blob & { readonly name?: string }): Promise<readonly string[]> {
  if (file.type.startsWith("image/")) {
    const read: PhotoOutcome = await readOnePhoto(file)
    return read.ok ? [read.text] : []
  }
  if (file.size > MOST_TEXT_BYTES) return []
  return textsIn(await file.text())
}

/** The same for text that was pasted: one document in each line, or the JSON of a `.smart-health-card` file. */
export function textsIn(text: string): readonly string[] {
  const cards = cardsOf(text)
  if (cards) return cards.map(codeOfJws)
  return text
    .split(/[\r\n]+/)
    .map((line) => line.trim())
    .filter((line) => line !== "")
}

function cardsOf(text: string): readonly string[] | undefined {
  if (!text.trimStart().startsWith("{")) return undefined
  try {
    const json: unknown = JSON.parse(text)
    const cards =
      typeof json === "object" && json !== null && "verifiableCredential" in json && json.verifiableCredential
    return Array.isArray(cards) ? cards.filter((card) => typeof card === "string") : undefined
  } catch {
    return undefined // not JSON: read as lines
  }
}

/** A compact JWS as a code has it: two digits a character, 45 less than its place in ASCII (SMART Health Cards, "Encoding chunks as QR codes"). */
function codeOfJws(jws: string): string {
  const digits = Array.from(jws, (character) => String(character.charCodeAt(0) - 45).padStart(2, "0"))
  return `shc:/${digits.join("")}`
}
