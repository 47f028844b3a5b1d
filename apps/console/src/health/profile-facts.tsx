import type { HealthProfile } from "@homesafe/api"
import { districts } from "@homesafe/domain"
import { useHealth } from "./health-context.ts"

/** What somebody registered, line by line, as it is compared with a document. */
export function ProfileFacts({ profile }: { readonly profile: HealthProfile }) {
  const { t, tc } = useHealth()
  const district = districts.find(({ n }) => n === profile.district)
  const named =
    district && (t.language === "en" ? district.en : t.language === "zh-Hant" ? district.hant : district.hans)
  const rows = [
    [tc("field.latinName"), profile.latinName],
    [tc("field.chineseName"), profile.chineseName ?? "–"],
    [tc("field.documentKind"), tc(`document.${profile.documentKind}`)],
    [tc("field.documentNumber"), profile.documentNumber],
    [tc("field.born"), profile.born],
    [tc("field.district"), named ?? "–"],
    [tc("field.address"), profile.address],
  ] as const
  return (
    <dl className="card stack g2">
      {rows.map(([term, value]) => (
        <div key={term}>
          <dt className="small soft">{term}</dt>
          <dd className="breaks">
            <bdi>{value}</bdi>
          </dd>
        </div>
      ))}
    </dl>
  )
}
