import { keptSeconds } from "@homesafe/domain"
import { serviceDayOf } from "@homesafe/protocol"
import type { PublicDeps } from "../deps.ts"

/** A code that nobody used is kept so long after its end, so that a late phone is answered like any other. Seconds. */
const UNUSED_SECONDS = keptSeconds("unused-codes")
/** A used one must outlive the opening of its upload, or the kept-statement would have nowhere to lie. Seconds. */
const USED_SECONDS = keptSeconds("used-codes")

/** Forgets statements and look-ups of codes that are past their time. A look-up stays as long as an upload or a statement needs it. */
export async function purgeCodes({
  db,
  clock,
  offset,
}: Pick<PublicDeps, "db" | "clock" | "offset">): Promise<{ statements: number; codes: number }> {
  const now = clock.now()
  const statements = await db
    .deleteFrom("kept_statements")
    .where("until_day", "<", serviceDayOf(now, offset))
    .executeTakeFirst()
  const codes = await db
    .deleteFrom("upload_codes")
    .where((e) =>
      e.or([
        e.and([e("spent_by", "is", null), e("expires", "<", now - UNUSED_SECONDS)]),
        e("expires", "<", now - USED_SECONDS),
      ]),
    )
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom("sealed_uploads").select("lookup").whereRef("sealed_uploads.lookup", "=", "upload_codes.lookup"),
        ),
      ),
    )
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom("kept_statements").select("lookup").whereRef("kept_statements.lookup", "=", "upload_codes.lookup"),
        ),
      ),
    )
    .executeTakeFirst()
  return { statements: Number(statements.numDeletedRows), codes: Number(codes.numDeletedRows) }
}
