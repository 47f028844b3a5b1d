import {
  deployment,
  type SignedTransparency,
  signedTransparency,
  type TransparencyText,
  transparencyText,
} from "@homesafe/api"
import {
  bytesOfBase64url,
  bytesOfHex,
  concatBytes,
  ed25519Verify,
  keyById,
  readTrustList,
  sha256,
  type TrustList,
  textOfUtf8,
  utf8Of,
} from "@homesafe/protocol"
import { done, type Outcome, refuse } from "@homesafe/service"
import type { PublicDeps } from "../deps.ts"
import type { FeedStore } from "../feed/feed-store.ts"

/** Keeps what the authority tells of its work, if its keeper signed it for this deployment; an older text than is there changes nothing. */
export async function keepTransparency(
  { feed, dep }: Pick<PublicDeps, "feed" | "dep">,
  signed: SignedTransparency,
): Promise<Outcome<Record<string, never>>> {
  const trust = await trustOf(feed)
  if (!trust) return refuse("not-ready")
  const said = readSigned(trust, dep, signed)
  if (said === "malformed" || said === "bad-signature") return refuse(said)
  const before = await readTransparency(feed)
  if (!before || before.said.t < said.t) await feed.putNamed("transparency.json", utf8Of(JSON.stringify(signed)))
  return done({})
}

/** What is kept, with the text as it was signed; undefined before the first. */
export async function readTransparency(
  feed: FeedStore,
): Promise<{ readonly said: TransparencyText; readonly signed: SignedTransparency } | undefined> {
  const bytes = await feed.getNamed("transparency.json")
  const signed = bytes && signedTransparency.safeParse(parsed(textOfUtf8(bytes)))
  const said = signed?.success ? transparencyText.safeParse(parsed(signed.data.text)) : undefined
  return signed?.success && said?.success ? { said: said.data, signed: signed.data } : undefined
}

function readSigned(trust: TrustList, dep: string, { text, key, sig }: SignedTransparency) {
  const keeper = keyById(trust, "keeper", key)
  const statement = concatBytes(utf8Of("HomeSafe/transparency"), bytesOfHex(dep), sha256(utf8Of(text)))
  if (!keeper || !ed25519Verify(keeper.pub, statement, bytesOfHex(sig))) return "bad-signature"
  const read = transparencyText.safeParse(parsed(text))
  return read.success && read.data.dep === dep ? read.data : "malformed"
}

async function trustOf(feed: FeedStore): Promise<TrustList | undefined> {
  const described = deployment.safeParse(
    parsed(textOfUtf8((await feed.getNamed("deployment.json")) ?? new Uint8Array())),
  )
  const bytes = described.success ? bytesOfBase64url(described.data.trust.bytes) : undefined
  const read = bytes && readTrustList(bytes)
  return read?.ok ? read.value : undefined
}

function parsed(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? "")
  } catch {
    return undefined
  }
}
