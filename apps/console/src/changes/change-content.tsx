import { type FileChangeRecord, getRegisteredVenue } from "@homesafe/api"
import { Banner, Card, Facts } from "@homesafe/ui"
import { useConsole } from "../app/context.ts"
import { nameIn, textIn } from "../app/names.ts"
import { sayTimes } from "../app/times.ts"
import { useCall } from "../app/use-call.ts"
import { Waiting } from "../app/waiting.tsx"
import { IssuersDifferenceList } from "./issuers-difference.tsx"
import { type Difference, supersededBy } from "./read-difference.ts"

/** What differs between the file before and the file after, read from the bytes that are signed. */
export function ChangeContent({
  change,
  difference,
}: {
  readonly change: FileChangeRecord
  readonly difference: Difference
}) {
  const { t } = useConsole()
  return (
    <Card>
      <div className="stack g4">
        <h2>{t(change.state === "proposed" ? "decision.what" : "decision.content")}</h2>
        {difference.kind === "rule" ? (
          <RuleContent difference={difference} />
        ) : difference.kind === "issuers" ? (
          <>
            <IssuersDifferenceList difference={difference} />
            <Facts items={[{ icon: "info", term: t("issuers.reason"), value: change.reason }]} />
          </>
        ) : (
          <VenueContent change={change} difference={difference} />
        )}
      </div>
    </Card>
  )
}

type OfVenue = Extract<Difference, { kind: "revoke" | "restore" }>

function VenueContent({ change, difference }: { readonly change: FileChangeRecord; readonly difference: OfVenue }) {
  const id = "venue" in change.what ? change.what.venue.id : ""
  const venue = useCall(getRegisteredVenue, { params: { id } })
  const { t, deployment } = useConsole()
  const say = sayTimes(deployment, t.language)
  return (
    <Waiting of={venue}>
      {({ vid, names, address }) =>
        // The name that the server says must belong to the id that the file says.
        vid !== difference.vid ? (
          <Banner level="fault" title={t("change.notWhole")}>
            {t("change.notWholeText")}
          </Banner>
        ) : (
          <Facts
            items={[
              {
                icon: "store",
                term: t("decision.place"),
                value: nameIn(names, t.language),
                note: t.language === "en" ? address.en : address.hant,
              },
              {
                icon: "clock",
                term: t("change.codes"),
                value:
                  difference.kind === "revoke"
                    ? t("change.end", { date: say.date(difference.from) })
                    : t("change.good"),
              },
              { icon: "info", term: t("change.reason"), value: change.reason },
              { icon: "key", term: t("change.vid"), value: <span className="mono break">{difference.vid}</span> },
            ]}
          />
        )
      }
    </Waiting>
  )
}

function RuleContent({ difference }: { readonly difference: Extract<Difference, { kind: "rule" }> }) {
  const { t, deployment, catalogue } = useConsole()
  const { entry, before } = difference
  const day = sayTimes(deployment, t.language).date(entry.from)
  return (
    <>
      <p>{t("change.appended", { n: before.entries.length })}</p>
      <div className="stack g3">
        <h3>{t("change.differs", { date: day })}</h3>
        <ul className="stack g2">
          {supersededBy(entry, before, catalogue).map(({ rule, places }) => (
            <li key={rule}>
              <p>
                <b>{t("change.fromTo", { before: t(`rules.rule.${rule}`), after: t(`rules.rule.${entry.rule}`) })}</b>
              </p>
              <p className="d">{places.map((place) => textIn(place, t.language)).join(t("rules.joint"))}</p>
            </li>
          ))}
        </ul>
      </div>
    </>
  )
}
