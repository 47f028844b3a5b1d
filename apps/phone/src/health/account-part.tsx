import { ListRow } from "@homesafe/ui"
import { AppealPart } from "./appeal-part.tsx"
import { CodePart } from "./code-part.tsx"
import { DeclarePart } from "./declare-part.tsx"
import { DeletePart } from "./delete-part.tsx"
import { useHealthTexts } from "./health-texts.ts"
import { LinkPart } from "./link-part.tsx"
import { PartnerPart } from "./partner-part.tsx"
import { SharePart } from "./share-part.tsx"
import type { HealthService } from "./use-account.ts"

/** The pages of an accepted account: the code first, and the ways to everything else below it. */
export function AccountPart({
  at,
  service,
  onEnded,
  onDeleted,
}: {
  readonly at: string
  readonly service: HealthService
  readonly onEnded: () => void
  readonly onDeleted: () => void
}) {
  const tc = useHealthTexts()
  switch (at) {
    case "declare":
      return <DeclarePart onEnded={onEnded} />
    case "link":
      return <LinkPart onEnded={onEnded} />
    case "appeal":
      return <AppealPart onEnded={onEnded} />
    case "share":
      return <SharePart service={service} onEnded={onEnded} />
    case "partner":
      return <PartnerPart service={service} onEnded={onEnded} />
    case "delete":
      return <DeletePart service={service} onEnded={onEnded} onDeleted={onDeleted} />
    default:
      return (
        <div className="stack g5">
          <CodePart onEnded={onEnded} />
          <ul className="card flush rows">
            <li>
              <ListRow
                icon="plus"
                href="/settings/health#declare"
                title={tc("menu.declare")}
                text={tc("menu.declareText")}
              />
            </li>
            <li>
              <ListRow icon="seal" href="/settings/health#link" title={tc("menu.link")} text={tc("menu.linkText")} />
            </li>
            <li>
              <ListRow
                icon="hand"
                href="/settings/health#appeal"
                title={tc("menu.appeal")}
                text={tc("menu.appealText")}
              />
            </li>
            <li>
              <ListRow
                icon="diary"
                href="/settings/health#share"
                title={tc("menu.share")}
                text={tc("menu.shareText")}
              />
            </li>
            <li>
              <ListRow
                icon="globe"
                href="/settings/health#partner"
                title={tc("menu.partner")}
                text={tc("menu.partnerText")}
              />
            </li>
            <li>
              <ListRow icon="x" href="/settings/health#delete" title={tc("menu.delete")} />
            </li>
          </ul>
        </div>
      )
  }
}
