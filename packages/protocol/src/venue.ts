// What a venue's own devices do: make its key, its codes and its screens.
export { sealVenueAnswer } from "./ask/seal-venue-answer.ts"
export { acceptVenueRequest, type VenueRequest, type VenueRequestProblem } from "./ask/venue-request.ts"
export { type CardFront, type CardProblem, readScannedCard } from "./cards/card-code.ts"
export { makeCard } from "./cards/card-keys.ts"
export type { DropText } from "./cards/drop-text.ts"
export { packParcel } from "./cards/parcel.ts"
export { sealDrop } from "./cards/seal-drop.ts"
export {
  type DeviceDay,
  type DevicePacket,
  isOfVenue,
  MOST_DEVICE_DAYS,
  sealDevicePacket,
} from "./codes/device-packet.ts"
export { type DoorPairing, readDoorPairing, screenAnswer, writeDoorPairing } from "./codes/door-pairing.ts"
export {
  composePrintedCode,
  composeUrl,
  deviceKeys,
  makeKioskSecret,
  makeRotatingCode,
  makeVenueKey,
  momentToSign,
} from "./codes/make-codes.ts"
export { type DeviceKeys, makeDeviceKeys, openDevicePacket } from "./codes/open-device-packet.ts"
export { type PosterProblem, readPoster } from "./codes/read-poster.ts"
export {
  readScreenAnswer,
  readScreenOffer,
  type ScreenAnswer,
  type ScreenOffer,
  screenAck,
  writeScreenAnswer,
  writeScreenOffer,
} from "./codes/screen-offer.ts"
export { hasQuorum } from "./feed/accept-manifest.ts"
export { isFormText, MAX_FORM_NAME_BYTES, MAX_FORM_NUMBER_BYTES } from "./forms/form-record.ts"
export { sealForm } from "./forms/seal-form.ts"
export { sealCapsule } from "./upload/seal-capsule.ts"
