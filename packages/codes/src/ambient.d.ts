// Beside what the protocol may use (packages/protocol/src/ambient.d.ts): the browser's own cryptography. No fetch, no timers, no console.
interface KeyAlgorithm {
  readonly hash?: string
  readonly namedCurve?: string
  readonly saltLength?: number
}
declare var crypto: {
  readonly subtle: {
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
