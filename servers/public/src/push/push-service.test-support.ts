import { createDecipheriv, createECDH, createPublicKey, hkdfSync, randomBytes, verify } from "node:crypto"
import http from "node:http"
import type https from "node:https"
import type { AddressInfo } from "node:net"
import type { PushAddress } from "./deliver-message.ts"

/** What a push service was handed. */
export interface Handed {
  readonly host: string
  readonly path: string
  readonly headers: http.IncomingHttpHeaders
  readonly body: Buffer
}

/** The browser maker's side: a service that takes messages and answers as told. */
export interface TestPushService {
  readonly handed: Handed[]
  /** Status for a path; 201 unless told. */
  readonly answers: Map<string, number>
  /** In place of `https.request`: any host is this service. The far side of the network is what is put in, nothing else. */
  readonly request: typeof https.request
  stop(): Promise<void>
}

/** Starts a push service on the loopback. */
export async function startPushService(): Promise<TestPushService> {
  const handed: Handed[] = []
  const answers = new Map<string, number>()
  const server = http.createServer((request, response) => {
    const parts: Buffer[] = []
    request.on("data", (part: Buffer) => parts.push(part))
    request.on("end", () => {
      const path = request.url ?? ""
      handed.push({ host: request.headers.host ?? "", path, headers: request.headers, body: Buffer.concat(parts) })
      const status = answers.get(path) ?? 201
      if (status === 0) return request.socket.destroy()
      response.writeHead(status, status === 302 ? { location: "http://127.0.0.1:1/inside" } : {}).end()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  const { port } = server.address() as AddressInfo // as: it listens on a port
  const request = ((url: URL, options: http.RequestOptions, answered: (r: http.IncomingMessage) => void) => {
    if (url.protocol !== "https:") throw new Error("not https")
    const headers = { ...options.headers, host: url.host }
    return http.request({ ...options, headers, host: "127.0.0.1", port, path: url.pathname + url.search }, answered)
  }) as typeof https.request // as: the one of its forms that we call
  const stop = () => {
    server.closeAllConnections()
    return new Promise<void>((resolve) => server.close(() => resolve()))
  }
  return { handed, answers, request, stop }
}

/** A browser's subscription, and what it makes of a message (RFC 8291 §3.4, RFC 8188 §2). */
export function subscribeBrowser(endpoint: string): { readonly address: PushAddress; read(body: Buffer): Buffer } {
  const pair = createECDH("prime256v1")
  const ours = pair.generateKeys()
  const auth = randomBytes(16)
  const address = { endpoint, p256dh: ours.toString("base64url"), auth: auth.toString("base64url") }
  const derive = (key: Uint8Array, salt: Uint8Array, info: Uint8Array, length: number) =>
    Buffer.from(hkdfSync("sha256", key, salt, info, length))
  return {
    address,
    read(body) {
      const [salt, theirs, sealed] = [body.subarray(0, 16), body.subarray(21, 86), body.subarray(86)]
      const info = Buffer.concat([Buffer.from("WebPush: info\0"), ours, theirs])
      const key = derive(pair.computeSecret(theirs), auth, info, 32)
      const content = derive(key, salt, Buffer.from("Content-Encoding: aes128gcm\0"), 16)
      const nonce = derive(key, salt, Buffer.from("Content-Encoding: nonce\0"), 12)
      const decipher = createDecipheriv("aes-128-gcm", content, nonce).setAuthTag(sealed.subarray(-16))
      return Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()])
    },
  }
}

/** What a message's `Authorization` says, once its signature checks out (RFC 8292). */
export function readVapid(header: string | undefined): {
  readonly aud: string
  readonly sub: string
  readonly key: string
} {
  const [, token = "", key = ""] = /^vapid t=([^,]+), ?k=(.+)$/.exec(header ?? "") ?? []
  const [head = "", claims = "", signature = ""] = token.split(".")
  const point = Buffer.from(key, "base64url")
  const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((part) => part.toString("base64url"))
  const jwk = { kty: "EC", crv: "P-256", x: x ?? "", y: y ?? "" }
  const publicKey = createPublicKey({ key: jwk, format: "jwk" })
  const text = Buffer.from(`${head}.${claims}`)
  const isSigned = verify(
    "sha256",
    text,
    { key: publicKey, dsaEncoding: "ieee-p1363" },
    Buffer.from(signature, "base64url"),
  )
  if (!isSigned) throw new Error("not signed")
  return { ...JSON.parse(Buffer.from(claims, "base64url").toString()), key }
}
