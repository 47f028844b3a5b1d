import type { VenueTranslate } from "@homesafe/i18n/venue"

/** The words of the field that takes a photo of a poster. */
export const photoWords = (t: VenueTranslate) => ({
  file: t("photo.file"),
  hint: t("photo.hint"),
  choose: t("file.choosePhoto"),
  take: t("photo.take"),
  reading: t("photo.reading"),
  stays: t("photo.stays"),
})
