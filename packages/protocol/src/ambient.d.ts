// The few things outside ES2023 that this package may use. No fetch, no timers, no console: they do not exist here.
interface TextEncoder {
  encode(text: string): Uint8Array<ArrayBuffer>
}
declare var TextEncoder: { new (): TextEncoder }

interface TextDecoder {
  decode(bytes: Uint8Array): string
}
declare var TextDecoder: { new (label: "utf-8", options: { fatal: boolean; ignoreBOM: boolean }): TextDecoder }

// Names that the HPKE library's types mention; nobody here makes one.
interface CryptoKey {
  readonly type: string
}
interface CryptoKeyPair {
  readonly publicKey: CryptoKey
  readonly privateKey: CryptoKey
}
interface JsonWebKey {
  readonly kty?: string
}
type KeyUsage = string
type SubtleCrypto = object
interface Crypto {
  readonly subtle: SubtleCrypto
}
interface KeyAlgorithm {
  readonly name: string
}
interface Algorithm {
  readonly name: string
}
