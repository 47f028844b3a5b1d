import type { InterviewPlace } from "@homesafe/api"
import { Banner, Button, Segmented, TextField } from "@homesafe/ui"
import { useState } from "react"
import { useConsole } from "../app/context.ts"
import { nameIn } from "../app/names.ts"
import { FindVenue } from "../doors/pick-venue.tsx"

/** A place as the form holds it; `name` where it was found in the register. */
export interface PlaceOfForm {
  readonly place: InterviewPlace
  readonly name: string | null
}

const kinds = ["venue", "plate", "words"] as const

/** Where a stay was: in the register, in a vehicle, or a place that nobody registered. */
export function PlaceField({
  place,
  onPlace,
}: {
  readonly place: PlaceOfForm | null
  readonly onPlace: (place: PlaceOfForm | null) => void
}) {
  const { t } = useConsole()
  const [kind, setKind] = useState<(typeof kinds)[number]>("venue")
  if (place !== null && place.name !== null)
    return (
      <Banner level="info" icon="pin" title={place.name}>
        <Button kind="plain" onClick={() => onPlace(null)}>
          {t("interview.otherPlace")}
        </Button>
      </Banner>
    )
  const typed =
    place === null ? "" : "plate" in place.place ? place.place.plate : "words" in place.place ? place.place.words : ""
  return (
    <div className="stack g3">
      <Segmented
        label={t("interview.kind")}
        options={kinds.map((value) => ({ value, label: t(`interview.kind.${value}`) }))}
        value={kind}
        onChange={(value) => {
          setKind(value)
          onPlace(null)
        }}
      />
      {kind === "venue" ? (
        <FindVenue
          label={t("venues.find")}
          isEverywhere
          onPick={({ id, names }) => onPlace({ place: { venue: id }, name: nameIn(names, t.language) })}
        />
      ) : (
        <TextField
          label={t(`interview.${kind}`)}
          hint={t(`interview.${kind}Hint`)}
          maxLength={kind === "plate" ? 20 : 160}
          value={typed}
          onChange={({ currentTarget: { value } }) =>
            onPlace(
              value.trim() === ""
                ? null
                : { place: kind === "plate" ? { plate: value } : { words: value }, name: null },
            )
          }
        />
      )}
    </div>
  )
}
