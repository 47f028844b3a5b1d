import { splitAddress } from "./shared/split-address.ts"
import type { Recogniser } from "./venue/answers.ts"
import { readMalaysia, readTaiwan, readThailand } from "./venue/asia.ts"
import { readNewSouthWales, readVictoria, readWesternAustralia } from "./venue/australia.ts"
import { readEnglandAndWales } from "./venue/england-and-wales.ts"
import { readFrance } from "./venue/france.ts"
import { readGermany } from "./venue/germany.ts"
import { readHongKong } from "./venue/hong-kong.ts"
import { readLuca } from "./venue/luca.ts"
import { readNewZealand } from "./venue/new-zealand.ts"
import { readSingapore } from "./venue/singapore.ts"
import { readSwitzerland } from "./venue/switzerland.ts"
import type { VenueCode } from "./venue-code.ts"

// No two of them know the same text; the order is that of how often a scanner in Hong Kong would meet them.
const RECOGNISERS: readonly Recogniser[] = [
  readHongKong,
  readNewZealand,
  readEnglandAndWales,
  readGermany,
  readLuca,
  readSwitzerland,
  readFrance,
  readSingapore,
  readNewSouthWales,
  readVictoria,
  readWesternAustralia,
  readTaiwan,
  readMalaysia,
  readThailand,
]

// The largest QR code holds 4,296 letters and digits (ISO/IEC 18004); a few codes are longer as text than as bytes.
const LONGEST = 8192

/** Reads a scanned text as another system's venue code; null: it is no system's. Never throws, and no code makes it ask a server. */
export async function readVenueCode(text: string): Promise<VenueCode | null> {
  const kept = text.slice(0, LONGEST)
  const scanned = { text: kept, address: splitAddress(kept) }
  for (const read of RECOGNISERS) {
    const code = await read(scanned)
    if (code === null) continue
    return text.length > LONGEST ? { system: code.system, state: "refused", why: "too-large", place: null } : code
  }
  return null
}
