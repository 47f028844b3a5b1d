import { PageHead, Tabs } from "@homesafe/ui"
import { useConsole } from "../app/context.ts"
import { usePath } from "../app/route.ts"
import { ActsPart } from "./acts-part.tsx"
import { ClassTables } from "./class-tables.tsx"
import { PurgesPart } from "./purges-part.tsx"

/** What is kept, how long and under what; what was destroyed, with its proofs; what two officers hold or have handed over. */
export function RetentionPage() {
  const { t } = useConsole()
  const [, part] = usePath()
  return (
    <div className="stack g5">
      <PageHead title={t("retention.title")} text={t("retention.text")} />
      <Tabs
        label={t("retention.title")}
        items={[
          { href: "/retention", label: t("retention.classes"), current: part === undefined },
          { href: "/retention/purges", label: t("retention.purges"), current: part === "purges" },
          { href: "/retention/acts", label: t("retention.acts"), current: part === "acts" },
        ]}
      />
      {part === undefined && <ClassTables />}
      {part === "purges" && <PurgesPart />}
      {part === "acts" && <ActsPart />}
    </div>
  )
}
