import { putRelayAck, putRelayBox, readRelayAck, takeRelayBox } from "@homesafe/api"
import { bytesOfHex, isHex } from "@homesafe/protocol"
import { done, handleBytes, refuse } from "@homesafe/service"
import type { FastifyInstance } from "fastify"
import type { PublicDeps } from "../deps.ts"
import { keepAck, keepBox, readAck, takeBox } from "./relay-boxes.ts"

const nothing = done(new Uint8Array())

/** The relay between two phones of one person: an opaque box one way, sixteen bytes the other (Spec §16). */
export function relayRoutes(app: FastifyInstance, deps: PublicDeps): void {
  const puts = { max: deps.limits.relayPutsPerTenMinutes, timeWindow: "10 minutes" }
  // Both phones ask again and again until the other one has come.
  const asks = { max: deps.limits.relayAsksPerTenMinutes, timeWindow: "10 minutes" }

  handleBytes(
    app,
    putRelayBox,
    async ({ body, params }) => {
      const id = idOf(params)
      if (!id || body.length === 0) return refuse("malformed")
      const outcome = await keepBox(deps, id, body)
      if (outcome === "full") return refuse("not-ready")
      return outcome === "kept" ? nothing : refuse("not-in-this-state")
    },
    puts,
  )

  handleBytes(
    app,
    takeRelayBox,
    async ({ params }) => {
      const id = idOf(params)
      if (!id) return refuse("malformed")
      const box = await takeBox(deps, id)
      return box ? done(box) : refuse("not-found")
    },
    asks,
  )

  handleBytes(
    app,
    putRelayAck,
    async ({ body, params }) => {
      const id = idOf(params)
      if (!id || body.length !== putRelayAck.bodyBytes) return refuse("malformed")
      const outcome = await keepAck(deps, id, body)
      if (outcome === "unknown") return refuse("not-found")
      return outcome === "kept" ? nothing : refuse("not-in-this-state")
    },
    puts,
  )

  handleBytes(
    app,
    readRelayAck,
    async ({ params }) => {
      const id = idOf(params)
      if (!id) return refuse("malformed")
      const ack = await readAck(deps, id)
      return ack ? done(ack) : refuse("not-found")
    },
    asks,
  )
}

function idOf({ id }: Readonly<Record<string, string>>): Uint8Array | undefined {
  return isHex(id, 16) ? bytesOfHex(id) : undefined
}
