// A passkey as the key of a lock: WebAuthn's PRF extension gives the same 32 bytes whenever its owner touches it (W3C WebAuthn 3, §10.1.4).
// Nothing is sent anywhere: the answer is used on this phone alone, so its signature is not looked at.

/** Why a passkey gave no key. */
export type PasskeyProblem = "no-prf" | "refused"

/** What a lock by passkey needs. */
export type PasskeyKey =
  | { readonly ok: true; readonly prf: Uint8Array; readonly credentialId: Uint8Array; readonly salt: Uint8Array }
  | { readonly ok: false; readonly problem: PasskeyProblem }

const SALT_BYTES = 32

function random(count: number): Uint8Array<ArrayBuffer> {
  return crypto.getRandomValues(new Uint8Array(count))
}

/** Says whether this browser has passkeys at all; whether one holds a key is seen when it is made. */
export function hasPasskeys(): boolean {
  return typeof PublicKeyCredential === "function"
}

/** Makes a passkey for this app and asks it for its key. */
export async function makePasskey(name: string): Promise<PasskeyKey> {
  const salt = random(SALT_BYTES)
  try {
    const made = await navigator.credentials.create({
      publicKey: {
        challenge: random(32),
        rp: { name },
        user: { id: random(16), name, displayName: name },
        pubKeyCredParams: [
          { type: "public-key", alg: -7 },
          { type: "public-key", alg: -257 },
        ],
        authenticatorSelection: { residentKey: "discouraged", userVerification: "required" },
        extensions: { prf: { eval: { first: salt } } },
      },
    })
    if (!(made instanceof PublicKeyCredential)) return { ok: false, problem: "refused" }
    const { prf } = made.getClientExtensionResults()
    if (prf?.enabled !== true) return { ok: false, problem: "no-prf" }
    return askPasskey(new Uint8Array(made.rawId), salt)
  } catch {
    return { ok: false, problem: "refused" } // its owner said no, or waited too long
  }
}

/** Asks a passkey for its key. */
export async function askPasskey(credentialId: Uint8Array, salt: Uint8Array): Promise<PasskeyKey> {
  const first = new Uint8Array(salt)
  try {
    const got = await navigator.credentials.get({
      publicKey: {
        challenge: random(32),
        allowCredentials: [{ type: "public-key", id: new Uint8Array(credentialId) }],
        userVerification: "required",
        extensions: { prf: { eval: { first } } },
      },
    })
    if (!(got instanceof PublicKeyCredential)) return { ok: false, problem: "refused" }
    const key = got.getClientExtensionResults().prf?.results?.first
    if (key === undefined) return { ok: false, problem: "no-prf" }
    return { ok: true, prf: bytesOf(key), credentialId, salt }
  } catch {
    return { ok: false, problem: "refused" } // its owner said no, or waited too long
  }
}

function bytesOf(source: BufferSource): Uint8Array {
  return source instanceof ArrayBuffer
    ? new Uint8Array(source.slice(0))
    : new Uint8Array(source.buffer.slice(source.byteOffset, source.byteOffset + source.byteLength))
}
