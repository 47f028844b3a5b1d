import { Button, Check, Dialog } from "@homesafe/ui"
import { ask } from "../keeper/ask-keeper.ts"
import type { VisitView } from "../keeper/views.ts"
import { useApp } from "../shell/app-context.ts"
import { usePeople } from "./use-people.ts"

/** Who was there too: a tick each. */
export function ChoosePeopleDialog({
  visit,
  open,
  onClose,
}: {
  readonly visit: VisitView
  readonly open: boolean
  readonly onClose: () => void
}) {
  const { t } = useApp()
  const people = usePeople() ?? []
  const tick = (id: string, isThere: boolean) => {
    const others = visit.companions.filter((each) => each !== id)
    return ask("setCompanions", { visitId: visit.id, ids: isThere ? [...others, id] : others })
  }
  return (
    <Dialog
      open={open}
      title={t("people.choose")}
      onClose={onClose}
      actions={<Button onClick={onClose}>{t("people.done")}</Button>}
    >
      <div className="stack g2">
        {people.length === 0 && <p>{t("people.none")}</p>}
        {people.map(({ id, name }) => (
          <Check
            key={id}
            label={<bdi>{name}</bdi>}
            checked={visit.companions.includes(id)}
            onChange={(event) => void tick(id, event.currentTarget.checked)}
          />
        ))}
        <p className="small soft">{t("people.staysHere")}</p>
        <a href="/settings/people">{t("people.manage")}</a>
      </div>
    </Dialog>
  )
}
