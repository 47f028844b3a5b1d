import { findPlaces, listRegisteredVenues, type Names } from "@homesafe/api"
import { Empty, ListRow, TextField } from "@homesafe/ui"
import { useState } from "react"
import { useConsole } from "../app/context.ts"
import { nameIn } from "../app/names.ts"
import { useCall } from "../app/use-call.ts"
import { Waiting } from "../app/waiting.tsx"

/** More than this is not looked through at a door: the name is typed further. */
const SHOWN = 8

type OnPick = (venue: { readonly id: string; readonly names: Names }) => void

/** Finds the venue of a door where no poster can be read. */
export function PickVenue({ onPick }: { readonly onPick: OnPick }) {
  const { t } = useConsole()
  return (
    <section className="card stack g4" aria-labelledby="without-poster">
      <h2 id="without-poster">{t("door.without")}</h2>
      <FindVenue label={t("venues.find")} onPick={onPick} />
    </section>
  )
}

/** A search field for a registered venue, and what it finds. */
export function FindVenue({
  label,
  isEverywhere = false,
  onPick,
  ...field
}: {
  readonly label: string
  readonly hint?: string
  readonly optional?: string
  /** Places of every area, not the reader's alone. */
  readonly isEverywhere?: boolean
  readonly onPick: OnPick
}) {
  const [find, setFind] = useState("")
  const Finds = isEverywhere ? FoundEverywhere : Found
  return (
    <div className="stack g3">
      <TextField
        label={label}
        {...field}
        type="search"
        value={find}
        onChange={(event) => setFind(event.currentTarget.value)}
      />
      {find.trim() !== "" && <Finds find={find.trim()} onPick={onPick} />}
    </div>
  )
}

function Found({ find, onPick }: { readonly find: string; readonly onPick: OnPick }) {
  const venues = useCall(listRegisteredVenues, { query: { find } })
  return <Waiting of={venues}>{({ venues: found }) => <FoundRows found={found} onPick={onPick} />}</Waiting>
}

function FoundEverywhere({ find, onPick }: { readonly find: string; readonly onPick: OnPick }) {
  const places = useCall(findPlaces, { query: { find } })
  return <Waiting of={places}>{({ places: found }) => <FoundRows found={found} onPick={onPick} />}</Waiting>
}

interface FoundPlace {
  readonly id: string
  readonly names: Names
  readonly address: { readonly en: string; readonly hant: string }
}

function FoundRows({ found, onPick }: { readonly found: readonly FoundPlace[]; readonly onPick: OnPick }) {
  const { t } = useConsole()
  if (found.length === 0) return <Empty icon="store" title={t("venues.empty")} text={t("venues.emptyText")} />
  return (
    <ul className="rows">
      {found.slice(0, SHOWN).map(({ id, names, address }) => (
        <li key={id}>
          <ListRow
            icon="store"
            title={nameIn(names, t.language)}
            text={t.language === "en" ? address.en : address.hant}
            onClick={() => onPick({ id, names })}
          />
        </li>
      ))}
    </ul>
  )
}
