import { type Bytes, bytesOfHex, concatBytes, type Hex, u8, utf8Of } from "../shared/bytes.ts"
import { readerOf } from "../shared/read-bytes.ts"
import { ok, type Result, refused } from "../shared/result.ts"
import { type CodeHeader, readHeader, writeHeader } from "./code-header.ts"
import { MAX_NAME_BYTES, type Names, readNames, writeNames } from "./names.ts"

/** A printed code: it carries the venue's key itself, and is as secret as the wall it hangs on (Spec §3). */
export interface PrintedCode {
  readonly header: CodeHeader
  readonly venueKey: Bytes
  readonly names: Names
  readonly signature: Bytes
}

/** Parses a printed code's bytes; who signed is checked elsewhere. */
export function readPrintedCode(bytes: Uint8Array): Result<PrintedCode, "malformed"> {
  const reader = readerOf(bytes)
  const header = readHeader(reader)
  const venueKey = reader.take(16)
  const length = reader.u8()
  if (header === undefined || header.kind === "rotating" || length < 1 || length > MAX_NAME_BYTES)
    return refused("malformed")
  const names = readNames(reader.take(length))
  const signature = reader.take(64)
  return names === undefined || !reader.isFinished() ? refused("malformed") : ok({ header, venueKey, names, signature })
}

/** Writes a printed code's bytes. */
export function writePrintedCode(code: PrintedCode): Bytes {
  const names = writeNames(code.names)
  return concatBytes(writeHeader(code.header), code.venueKey, u8(names.length), names, code.signature)
}

/** What the issuer signs: everything but the venue's key, whose commitment stands for it (Spec §3). */
export function posterStatement(dep: Hex, header: CodeHeader, commit: Hex, names: Names): Bytes {
  return concatBytes(utf8Of("VT1/poster"), bytesOfHex(dep), writeHeader(header), bytesOfHex(commit), writeNames(names))
}
