import { sealBox } from "../box/seal-box.ts"
import { type Bytes, concatBytes, utf8Of } from "../shared/bytes.ts"
import type { TransferCode } from "./transfer-code.ts"
import { type MovedDiary, padTransferText, writeTransferJson } from "./transfer-text.ts"

const NO_AAD = new Uint8Array()

/** The purpose that a transfer box is sealed for: one screen, seen by the sealer. Spec §16. */
export function transferInfo({ relayId, secret }: Pick<TransferCode, "relayId" | "secret">): Bytes {
  return concatBytes(utf8Of("VT1/transfer"), relayId, secret)
}

/** Seals a diary to the new phone whose code was scanned. Spec §16. */
export function sealTransferBox(code: TransferCode, diary: MovedDiary): Promise<Bytes> {
  return sealTransferText(code, padTransferText(writeTransferJson(diary)))
}

/** Seals a text as it stands; known answers pass the seed of the ephemeral key in. */
export function sealTransferText(code: TransferCode, text: Uint8Array, ephemeralIkm?: Uint8Array): Promise<Bytes> {
  return sealBox(code.pub, transferInfo(code), NO_AAD, text, ephemeralIkm)
}
