import { randomBytes } from "node:crypto"
import fs from "node:fs"
import path from "node:path"
import { crc32, deflateSync } from "node:zlib"
import {
  addDays,
  type CodeHeader,
  commitOf,
  ed25519PublicKey,
  keyIdOf,
  serviceDayOf,
  unixSeconds,
} from "@homesafe/protocol"
import { signPrintedCode } from "@homesafe/protocol/publisher"
import { composePrintedCode, composeUrl, makeVenueKey } from "@homesafe/protocol/venue"
import { makeAnyQrSymbol, makeQrSymbol, type QrSymbol } from "@homesafe/ui/qr"
import { OFFSET, type System } from "./run-system.ts"

/** A place whose code a journey makes itself. */
export interface CodedPlace {
  readonly en: string
  readonly hant: string
  readonly category: number
  readonly kind?: CodeHeader["kind"]
}

/** Signs a printed code with the demonstration's own issuer key, as after a review; gives what its QR symbol says. */
export function signCode(system: System, { en, hant, category, kind = "poster" }: CodedPlace): string {
  const secret = readHex(path.join(system.home, "keys/issuer.key"))
  const issuerKey = ed25519PublicKey(secret)
  const { dep } = JSON.parse(fs.readFileSync(path.join(system.home, "demonstration.json"), "utf8")) as { dep: string }
  const today = serviceDayOf(unixSeconds(Math.floor(Date.now() / 1000) + system.clockOffset()), OFFSET)
  const header: CodeHeader = {
    kind,
    category,
    hourRows: false,
    cell: 0,
    notBefore: today,
    notAfter: addDays(today, 300),
    issuerKeyId: keyIdOf(issuerKey),
  }
  const venueKey = makeVenueKey((count) => new Uint8Array(randomBytes(count)))
  const names = { en, hant }
  const signature = signPrintedCode({ dep, header, commit: commitOf(venueKey, today), names }, secret)
  const code = composePrintedCode({ dep, header, venueKey, names, signature, issuerKey })
  if (!code.ok) throw new Error(code.problem)
  return composeUrl(new URL(system.publicOrigin).host, "v", code.value).url
}

function readHex(file: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.from(fs.readFileSync(file, "utf8").trim(), "hex"))
}

const MODULE = 8
const QUIET = 4

/** A photo of a code: its QR symbol as a PNG, as the photo button takes it. */
export function pictureOf(url: string): { readonly name: string; readonly mimeType: string; readonly buffer: Buffer } {
  const [bytes = "", digits = ""] = url.split("#")
  return draw(makeQrSymbol({ bytes: `${bytes}#`, digits }))
}

/** A picture of another system's code. */
export function pictureOfText(text: string): Buffer {
  const symbol = makeAnyQrSymbol(text)
  if (!symbol) throw new Error("too long for a code")
  return draw(symbol).buffer
}

function draw(symbol: QrSymbol) {
  const side = (symbol.size + 2 * QUIET) * MODULE
  const pixels = Buffer.alloc(side * (side + 1), 255)
  for (let y = 0; y < side; y++) {
    pixels[y * (side + 1)] = 0 // no filter
    for (let x = 0; x < side; x++) {
      const isDark = symbol.get(Math.floor(x / MODULE) - QUIET, Math.floor(y / MODULE) - QUIET)
      if (isDark) pixels[y * (side + 1) + 1 + x] = 0
    }
  }
  return { name: "code.png", mimeType: "image/png", buffer: writePng(side, pixels) }
}

// Eight-bit grey (PNG, RFC 2083).
function writePng(side: number, pixels: Buffer): Buffer {
  const head = Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, 8, 0, 0, 0, 0])
  head.writeUInt32BE(side, 0)
  head.writeUInt32BE(side, 4)
  const mark = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  return Buffer.concat([mark, chunk("IHDR", head), chunk("IDAT", deflateSync(pixels)), chunk("IEND", Buffer.alloc(0))])
}

function chunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, "ascii"), data])
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(data.length)
  sum.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, sum])
}
