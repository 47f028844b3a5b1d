import { Empty } from "@homesafe/ui"
import { AccountsPage } from "../accounts/accounts-page.tsx"
import { AuditPage } from "../audit/audit-page.tsx"
import { CallsPage } from "../calls/calls-page.tsx"
import { CasePage } from "../cases/case-page.tsx"
import { CasesPage } from "../cases/cases-page.tsx"
import { ChangePage } from "../changes/change-page.tsx"
import { ChangesPage } from "../changes/changes-page.tsx"
import { IssuersPage } from "../changes/issuers-page.tsx"
import { RevokePage } from "../changes/revoke-page.tsx"
import { RulePage } from "../changes/rule-page.tsx"
import { ClustersPage } from "../clusters/clusters-page.tsx"
import { CodesPage } from "../codes/codes-page.tsx"
import { LabFilePage } from "../codes/lab-file-page.tsx"
import { BundlePage } from "../decisions/bundle-page.tsx"
import { DecisionPage } from "../decisions/decision-page.tsx"
import { DecisionsPage } from "../decisions/decisions-page.tsx"
import { ManyPage } from "../decisions/many-page.tsx"
import { NamedPage } from "../decisions/named-page.tsx"
import { DoorPage } from "../doors/door-page.tsx"
import { DoorsPage } from "../doors/doors-page.tsx"
import { ImportPage } from "../imports/import-page.tsx"
import { ImportsPage } from "../imports/imports-page.tsx"
import { InspectionsPage } from "../inspections/inspections-page.tsx"
import { ListsPage } from "../lists/lists-page.tsx"
import { OfficersPage } from "../officers/officers-page.tsx"
import { RetentionPage } from "../retention/retention-page.tsx"
import { SituationPage } from "../today/situation-page.tsx"
import { TodayPage } from "../today/today-page.tsx"
import { VenuesPage } from "../venues/venues-page.tsx"
import { useConsole } from "./context.ts"
import { NotForRole } from "./not-for-role.tsx"
import { mayOpen } from "./page-access.ts"
import { usePath } from "./route.ts"

/** The page that the address names. */
export function Pages() {
  const { t, officer } = useConsole()
  const path = usePath()
  const [page, id, third] = path
  if (!mayOpen(officer.roles, ...path)) return <NotForRole path={path} />
  if (page === undefined || page === "sign-in") return <TodayPage />
  if (page === "situation") return <SituationPage />
  if (page === "venues") return <VenuesPage />
  if (page === "cases") return id === undefined ? <CasesPage /> : <CasePage id={id} />
  if (page === "calls") return <CallsPage />
  if (page === "clusters") return <ClustersPage />
  if (page === "codes") return id === "import" ? <LabFilePage /> : <CodesPage />
  if (page === "decisions" && id === "named") return <NamedPage key={third} listed={third} />
  if (page === "decisions" && id === "bundle" && third !== undefined) return <BundlePage key={third} id={third} />
  if (page === "decisions") return id === undefined ? <DecisionsPage /> : <DecisionPage id={id} />
  if (page === "changes" && id === "revoke" && third !== undefined) return <RevokePage key={third} id={third} />
  if (page === "changes" && id === "issuers") return <IssuersPage />
  if (page === "changes" && id === "rule") return <RulePage />
  if (page === "changes") return id === undefined ? <ChangesPage /> : <ChangePage key={id} id={id} />
  if (page === "inspections") {
    if (id === "doors") return <DoorsPage />
    return id === "door" ? <DoorPage /> : <InspectionsPage />
  }
  if (page === "imports" && id !== undefined && third === "warn") return <ManyPage key={id} importId={id} />
  if (page === "imports")
    return id === undefined ? <ImportsPage /> : <ImportPage key={id} id={id} isKnown={third === "known"} />
  if (page === "accounts") return <AccountsPage />
  if (page === "lists") return <ListsPage />
  if (page === "officers") return <OfficersPage />
  if (page === "retention") return <RetentionPage />
  if (page === "audit") return <AuditPage />
  return <Empty icon="search" title={t("page.notFound")} />
}
