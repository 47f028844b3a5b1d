import { sendProblem } from "@homesafe/service"
import type { FastifyReply, FastifyRequest } from "fastify"
import { readRange } from "./read-range.ts"

/** Sends a file that is named by its hash: it never changes, and a part of it may be asked for (RFC 9110 §14). */
export function sendForEver(
  request: FastifyRequest,
  reply: FastifyReply,
  sha256: string,
  bytes: Uint8Array,
): FastifyReply {
  const etag = `"${sha256}"`
  void reply.header("accept-ranges", "bytes").header("etag", etag)
  const range = readRange(request.headers, etag, bytes.length)
  if (range === "beyond-the-end") {
    void reply.header("content-range", `bytes */${bytes.length}`)
    return sendProblem(reply, "beyond-the-end")
  }
  void reply.header("cache-control", "public, max-age=31536000, immutable").type("application/octet-stream")
  if (range === "whole") return reply.send(Buffer.from(bytes))
  return reply
    .code(206)
    .header("content-range", `bytes ${range.from}-${range.to - 1}/${bytes.length}`)
    .send(Buffer.from(bytes.subarray(range.from, range.to)))
}
