import { isFormText, MAX_FORM_NAME_BYTES, MAX_FORM_NUMBER_BYTES } from "@homesafe/protocol/venue"

/** What somebody has typed, as it stands in the fields. */
export interface WrittenForm {
  readonly name: string
  readonly number: string
}
/** What is wrong with each field; nothing for one that is right. */
export interface FormErrors {
  readonly name?: "name-empty" | "name-wrong"
  readonly number?: "number-wrong"
}

// Enough digits to call, and what people write between them.
const NUMBER = /^\+?[0-9 ()-]+$/
const LEAST_DIGITS = 5

/** The same text without the spaces that a finger leaves, in one spelling (NFC; full-width digits become plain ones in a number). */
export function tidy({ name, number }: WrittenForm): WrittenForm {
  const plain = (text: string) => text.trim().replace(/\s+/gu, " ")
  return { name: plain(name.normalize("NFC")), number: plain(number.normalize("NFKC")) }
}

/** Looks at a tidied form. */
export function checkForm({ name, number }: WrittenForm): FormErrors {
  const digits = number.replace(/[^0-9]/g, "").length
  const isNumber = NUMBER.test(number) && digits >= LEAST_DIGITS && isFormText(number, MAX_FORM_NUMBER_BYTES)
  return {
    ...(name === ""
      ? { name: "name-empty" as const }
      : isFormText(name, MAX_FORM_NAME_BYTES)
        ? {}
        : { name: "name-wrong" as const }),
    ...(isNumber ? {} : { number: "number-wrong" as const }),
  }
}
