import { getCardFiles, putCardParcel } from "@homesafe/api"
import {
  bytesOfHex,
  isHex,
  isPastRetention,
  readParcel,
  type ServiceDay,
  serviceDay,
  serviceDayOf,
} from "@homesafe/protocol"
import { done, handleBytes, refuse, sendProblem } from "@homesafe/service"
import type { FastifyInstance } from "fastify"
import { sql } from "kysely"
import type { PublicDeps } from "../deps.ts"
import { sendForEver } from "../feed/send-for-ever.ts"
import type { Handle } from "../guard.ts"
import { keepParcel } from "./keep-parcel.ts"

/** Sealed records of visitor cards: taken from gates, given to everybody (Spec §11). This server can open none of them. */
export function cardRoutes(app: FastifyInstance, handle: Handle, deps: PublicDeps): void {
  handleBytes(
    app,
    putCardParcel,
    async ({ body, params }) => {
      const day = dayOf(params.day ?? "", serviceDayOf(deps.clock.now(), deps.offset))
      if (day === undefined) return refuse("malformed", "day")
      if (!isHex(params.id, 16)) return refuse("malformed", "id")
      const parcel = readParcel(body)
      if (!parcel.ok) return refuse("malformed")
      const outcome = await keepParcel(deps, { id: bytesOfHex(params.id), day, records: parcel.value.length, body })
      return outcome === "kept" ? done(new Uint8Array()) : refuse("too-many-waiting")
    },
    { max: deps.limits.cardParcelsPerTenMinutes, timeWindow: "10 minutes" },
  )

  handle(getCardFiles, async () => {
    const files = await deps.db
      .selectFrom("card_files")
      .select((e) => ["day", "bucket", "sha256", e.fn<number>("octet_length", ["bytes"]).as("bytes")])
      .orderBy("day")
      .orderBy("sha256")
      .execute()
    return done({ files: files.map((file) => ({ ...file, sha256: file.sha256.toString("hex") })) })
  })

  app.get<{ Params: { sha256: string } }>(
    "/feed/cards/:sha256",
    { schema: { summary: "A file of card records by its hash", tags: ["anyone"] } },
    async (request, reply) => {
      const { sha256 } = request.params
      const file = isHex(sha256, 32)
        ? await deps.db
            .selectFrom("card_files")
            .select("bytes")
            .where(sql`sha256`, "=", Buffer.from(sha256, "hex"))
            .executeTakeFirst()
        : undefined
      return file ? sendForEver(request, reply, sha256, file.bytes) : sendProblem(reply, "not-found")
    },
  )
}

/** A service day of the last 31; tomorrow's is nobody's yet. */
function dayOf(text: string, today: ServiceDay): ServiceDay | undefined {
  const day = /^[0-9]{1,5}$/.test(text) ? Number(text) : Number.NaN
  return day <= today && !isPastRetention(serviceDay(day), today) ? serviceDay(day) : undefined
}
