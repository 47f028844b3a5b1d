import { formatMoment } from "@homesafe/i18n"
import { Banner, Button, Chip, Loading } from "@homesafe/ui"
import { useHealth } from "./health-context.ts"

/** What waits, the oldest first, without a word of what it says; and the way to take the oldest. */
export function WaitingList({
  list,
  fault,
  onTake,
}: {
  readonly list: {
    readonly waiting: number
    readonly oldest: readonly { id: string; at: number; claimedBy: string | null; isMine: boolean }[]
  } | null
  readonly fault: string | null
  readonly onTake: () => void
}) {
  const { t, tc, timeZone } = useHealth()
  if (!list) return fault === null ? <Loading text={tc("loading")} /> : <Banner level="fault">{fault}</Banner>
  return (
    <div className="stack g4">
      {fault !== null && <Banner level="fault">{fault}</Banner>}
      <p role="status">{tc("officer.waiting", { n: list.waiting })}</p>
      {list.waiting > 0 && (
        <>
          <p className="small soft">{tc("officer.logged")}</p>
          <Button wide icon="eye" onClick={onTake}>
            {tc("officer.take")}
          </Button>
          <ul className="card flush rows">
            {list.oldest.map(({ id, at, claimedBy, isMine }) => (
              <li className="list-row" key={id}>
                <span className="grow breaks">
                  {tc("officer.since", { when: formatMoment(at * 1000, t.language, timeZone) })}
                </span>
                {isMine ? (
                  <Chip>{tc("officer.mine")}</Chip>
                ) : (
                  claimedBy !== null && <Chip tone="line">{tc("officer.claimed", { name: claimedBy })}</Chip>
                )}
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  )
}
