import { BOX_OVERHEAD } from "../box/hpke-suite.ts"
import { deriveBoxKeyPair, openBox } from "../box/open-box.ts"
import { type Bytes, copyBytes, type Random } from "../shared/bytes.ts"
import { type Result, refused } from "../shared/result.ts"
import { transferInfo } from "./seal-transfer.ts"
import { type TransferCode, writeTransferCode } from "./transfer-code.ts"
import { type MovedDiary, readTransferText } from "./transfer-text.ts"

/** What a new phone keeps in memory, and nowhere else, while it waits for a box. */
export interface TransferOffer {
  readonly code: TransferCode
  /** The code's bytes, to be shown. */
  readonly bytes: Bytes
  readonly boxSecret: Bytes
}

/** Makes a fresh code and the key that opens its box. Spec §16. */
export async function makeTransferOffer(random: Random): Promise<TransferOffer> {
  const pair = await deriveBoxKeyPair(random(32))
  const code = { pub: pair.pub, relayId: copyBytes(random(16)), secret: copyBytes(random(16)) }
  return { code, bytes: writeTransferCode(code), boxSecret: pair.secret }
}

/** Opens the one kind of box that a phone may open: a transfer's, sealed to the code that this phone has shown. Spec §16. */
export async function openTransferBox(
  offer: TransferOffer,
  box: Uint8Array,
): Promise<Result<MovedDiary, "does-not-open" | "malformed">> {
  if (box.length <= BOX_OVERHEAD) return refused("does-not-open")
  const text = await openBox(offer.boxSecret, transferInfo(offer.code), new Uint8Array(), box)
  return text === undefined ? refused("does-not-open") : readTransferText(text)
}
