import { useApp } from "../shell/app-context.ts"

/** Six digits in two groups of three, large enough to be compared at arm's length. */
export function SixDigits({ digits, label }: { readonly digits: string; readonly label: string }) {
  return (
    <p className="six-digits num">
      <span className="visually-hidden">{label}: </span>
      <span>{digits.slice(0, 3)}</span> <span>{digits.slice(3)}</span>
    </p>
  )
}

/** The number that both phones must show alike. */
export function CheckNumber({ digits }: { readonly digits: string }) {
  const { t } = useApp()
  return <SixDigits digits={digits} label={t("move.checkNumber")} />
}
