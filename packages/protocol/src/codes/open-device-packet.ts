import { BOX_OVERHEAD } from "../box/hpke-suite.ts"
import { deriveBoxKeyPair, openBox } from "../box/open-box.ts"
import type { Bytes, Hex, Random } from "../shared/bytes.ts"
import { type Result, refused } from "../shared/result.ts"
import { type DevicePacket, deviceInfo, readDevicePacket } from "./device-packet.ts"

/** A device's own key pair: the secret half stays where it was made. */
export interface DeviceKeys {
  readonly secret: Bytes
  readonly pub: Bytes
}

/** Makes the key pair to which a device is sealed its days. Spec §13. */
export async function makeDeviceKeys(random: Random): Promise<DeviceKeys> {
  const { secret, pub } = await deriveBoxKeyPair(random(32))
  return { secret, pub }
}

/** Opens a packet with the device's own key. Spec §13. */
export async function openDevicePacket(
  dep: Hex,
  deviceSecret: Uint8Array,
  box: Uint8Array,
): Promise<Result<DevicePacket, "does-not-open" | "malformed">> {
  if (box.length <= BOX_OVERHEAD) return refused("does-not-open")
  const text = await openBox(deviceSecret, deviceInfo(dep), new Uint8Array(), box)
  return text === undefined ? refused("does-not-open") : readDevicePacket(text)
}
