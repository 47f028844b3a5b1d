import { type PathogenProfile, pathogenOf, type Source } from "@homesafe/domain"
import { formatNumber } from "@homesafe/i18n"
import { Chip, Icon } from "@homesafe/ui"
import { useConsole } from "../app/context.ts"
import { diseaseName } from "./diseases.ts"

/** What public guidance says of the case's disease, each statement with its document. */
export function CaseProfile({ pathogen }: { readonly pathogen: number }) {
  const { t, catalogue } = useConsole()
  const profile = pathogenOf(pathogen)
  if (!profile) return null
  return (
    <details className="card">
      <summary>
        {t("profile.title", { disease: diseaseName(t, catalogue, pathogen) })}
        <Icon name="down" size="s" />
      </summary>
      <Guidance profile={profile} />
    </details>
  )
}

function Guidance({ profile }: { readonly profile: PathogenProfile }) {
  const { t } = useConsole()
  const { incubation, settings, prophylaxis, advice } = profile.guidance
  const days = (n: number) => formatNumber(n, t.language)
  return (
    <div className="stack g4 profile">
      <section className="stack g1">
        <h3>{t("profile.incubation")}</h3>
        <p>
          {t("profile.days", { shortest: days(incubation.shortestDays), longest: days(incubation.longestDays) })}
          <SourceLink source={incubation.source} />
        </p>
      </section>
      <section className="stack g1">
        <h3>{t("profile.settings")}</h3>
        <p>
          <span className="row wrap g2">
            {settings.where.map((where) => (
              <Chip key={where} tone="line">
                {t(`profile.setting.${where}`)}
              </Chip>
            ))}
          </span>
          <SourceLink source={settings.source} />
        </p>
      </section>
      <section className="stack g1">
        <h3>{t("profile.prophylaxis")}</h3>
        {prophylaxis.length === 0 ? (
          <p>{t("profile.noProphylaxis")}</p>
        ) : (
          <ul>
            {prophylaxis.map(({ what, who, hours, source }) => (
              <li key={what}>
                <strong className="block">{t(`profile.remedy.${what}`)}</strong>
                {t(`profile.for.${who}`)}
                <span className="block">{hours === null ? t("profile.noHours") : t("profile.within", { hours })}</span>
                <SourceLink source={source} />
              </li>
            ))}
          </ul>
        )}
      </section>
      <section className="stack g1">
        <h3>{t("profile.advice")}</h3>
        <ul>
          {advice.map(({ who, says, source }) => (
            <li key={who}>
              <strong className="block">{t(`profile.who.${who}`)}</strong>
              {t(`profile.says.${says}`)}
              <SourceLink source={source} />
            </li>
          ))}
        </ul>
      </section>
    </div>
  )
}

/** Opens the document beside the console; it is told nothing of where the reader comes from. */
function SourceLink({ source }: { readonly source: Source }) {
  return (
    <a className="small block" href={`https://${source.address}`} target="_blank" rel="noreferrer" lang="en">
      {source.by}, {source.title}
    </a>
  )
}
