import { bytesOfDigits, type ServiceDay, splitScannedText } from "@homesafe/protocol"
import { type DoorPairing, readDoorPairing } from "@homesafe/protocol/venue"

/** Reads what a screen shows to a second device of its staff; only this deployment's, and only today's. */
export function readPairingText(
  text: string,
  { hosts, today }: { readonly hosts: readonly string[]; readonly today: ServiceDay },
):
  | { readonly ok: true; readonly value: DoorPairing }
  | { readonly ok: false; readonly problem: "no-pairing" | "other-day" } {
  const split = splitScannedText(text.trim(), hosts)
  const bytes = split.ok && split.value.path === "p" ? bytesOfDigits(split.value.digits) : undefined
  const read = bytes && readDoorPairing(bytes)
  if (!read?.ok) return { ok: false, problem: "no-pairing" }
  return read.value.day === today ? read : { ok: false, problem: "other-day" }
}
