// The few things outside ES2023 that this package may use: text, and the browser's own cryptography. No fetch, no timers, no console.
interface TextEncoder {
  encode(text: string): Uint8Array<ArrayBuffer>
}
declare var TextEncoder: { new (): TextEncoder }

interface TextDecoder {
  decode(bytes: Uint8Array): string
}
declare var TextDecoder: {
  new (label: "utf-8" | "latin1", options?: { fatal: boolean; ignoreBOM: boolean }): TextDecoder
}

interface CryptoKey {
  readonly type: string
}
interface KeyAlgorithm {
  readonly name: string
  readonly hash?: string
  readonly namedCurve?: string
  readonly saltLength?: number
}
declare var crypto: {
  readonly subtle: {
    digest(name: "SHA-256", bytes: Uint8Array<ArrayBuffer>): Promise<ArrayBuffer>
    importKey(
      format: "spki",
      key: Uint8Array<ArrayBuffer>,
      algorithm: KeyAlgorithm,
      extractable: boolean,
      usages: readonly "verify"[],
    ): Promise<CryptoKey>
    verify(
      algorithm: KeyAlgorithm,
      key: CryptoKey,
      signature: Uint8Array<ArrayBuffer>,
      bytes: Uint8Array<ArrayBuffer>,
    ): Promise<boolean>
  }
}
