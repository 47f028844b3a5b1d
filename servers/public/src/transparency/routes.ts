import { deployment, envelope } from "@homesafe/api"
import { isLanguage, type Language, pickLanguage } from "@homesafe/i18n"
import {
  bytesOfBase64url,
  hexOf,
  readCatalogue,
  readEnvelope,
  readManifest,
  readPolicy,
  sha256,
  textOfUtf8,
} from "@homesafe/protocol"
import { sendProblem } from "@homesafe/service"
import type { FastifyInstance, FastifyReply } from "fastify"
import type { PublicDeps } from "../deps.ts"
import type { FeedStore } from "../feed/feed-store.ts"
import { pagePolicy } from "../pages/write-frame.ts"
import { writeDocument } from "./documents.ts"
import { readTransparency } from "./keep-transparency.ts"
import { type PublicFace, writeTransparency } from "./write-page.ts"

/** The public face: what is counted, to whom data went, rules, documents and builds, as a page without scripts and as data (ADR 0043). */
export function transparencyRoutes(app: FastifyInstance, { feed }: PublicDeps): void {
  const send = (reply: FastifyReply, text: string, type = "text/html; charset=utf-8") =>
    reply.header("content-security-policy", pagePolicy).header("cache-control", "no-cache").type(type).send(text)
  const page = async (reply: FastifyReply, language: Language) => {
    const face = await readFace(feed)
    return face ? send(reply, writeTransparency(face, language)) : sendProblem(reply, "not-ready")
  }
  const tags = ["anyone"]
  app.get(
    "/transparency",
    { schema: { summary: "The transparency page, in the reader's language", tags } },
    (request, reply) => {
      const wanted =
        request.headers["accept-language"]?.split(",").map((part) => part.split(";")[0]?.trim() ?? "") ?? []
      return page(reply.header("vary", "accept-language"), pickLanguage(wanted))
    },
  )
  app.get(
    "/transparency/data.json",
    { schema: { summary: "What the transparency page counts, as the authority signed it", tags } },
    async (_, reply) => {
      const kept = await readTransparency(feed)
      return kept ? send(reply, JSON.stringify(kept.signed), "application/json") : sendProblem(reply, "not-ready")
    },
  )
  app.get<{ Params: { language: string } }>(
    "/transparency/:language",
    { schema: { summary: "The transparency page in one language", tags } },
    ({ params }, reply) =>
      isLanguage(params.language) ? page(reply, params.language) : sendProblem(reply, "not-found"),
  )
  app.get<{ Params: { name: string } }>(
    "/transparency/documents/:name",
    { schema: { summary: "A document of the system: its specification, security or privacy assessment", tags } },
    async ({ params }, reply) => {
      const text = await writeDocument(params.name)
      return text ? send(reply, text) : sendProblem(reply, "not-found")
    },
  )
}

async function readFace(feed: FeedStore): Promise<PublicFace | undefined> {
  const head = await feed.getNamed("head")
  const read = head && readEnvelope(head)
  const manifest = read?.ok ? readManifest(read.value.bytes) : undefined
  const described = textOfUtf8((await feed.getNamed("deployment.json")) ?? new Uint8Array())
  const facts = described ? deployment.safeParse(JSON.parse(described)) : undefined
  if (!manifest?.ok || !facts?.success) return undefined
  const inner = async (hash: string) => {
    const file = await feed.get(hash)
    const found = file && readEnvelope(file)
    return found?.ok ? found.value.bytes : new Uint8Array()
  }
  const catalogue = readCatalogue(await inner(manifest.value.catalogue.sha256))
  const policy = readPolicy(await inner(manifest.value.policy.sha256))
  if (!catalogue.ok || !policy.ok) return undefined
  const { authority, timeZone, demonstration } = facts.data
  return {
    authority,
    timeZone,
    isDemonstration: demonstration,
    catalogue: catalogue.value,
    policy: policy.value,
    said: (await readTransparency(feed))?.said ?? null,
    build: await buildOf(feed),
  }
}

/** The name that the roots signed: a hash over every file of the phone app's build. */
async function buildOf(feed: FeedStore): Promise<string | null> {
  const text = textOfUtf8((await feed.getNamed("build-signature.json")) ?? new Uint8Array())
  const signed = text ? envelope.safeParse(JSON.parse(text)) : undefined
  const bytes = signed?.success ? bytesOfBase64url(signed.data.bytes) : undefined
  return bytes ? (textOfUtf8(bytes) ?? hexOf(sha256(bytes))) : null
}
