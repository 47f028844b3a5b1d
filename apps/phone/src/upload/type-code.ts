/** Digits of any script, without spaces and hyphens, as ASCII: full-width, Arabic-Indic and others alike. */
export function digitsOfTyped(typed: string): string {
  const plain = typed.normalize("NFKC").replace(/[\s\u2010-\u2015-]/gu, "")
  return plain.replace(/\p{Nd}/gu, (digit) => String(valueOfDigit(digit)))
}

// Unicode keeps the ten digits of a script together, in order, from a multiple of ten above its zero (Unicode Standard §4.6).
function valueOfDigit(digit: string): number {
  const code = digit.codePointAt(0) ?? 0
  let zero = code
  while (code - zero < 9 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero--
  return code < 0x80 ? code - 0x30 : (code - zero) % 10
}

/** Shows typed digits in groups of four. */
export function groupDigits(digits: string): string {
  return digits.replace(/(....)(?=.)/g, "$1 ")
}

/** What is wrong with a code as it stands. */
export type CodeFault =
  | { readonly fault: "not-digits" }
  | { readonly fault: "too-few"; readonly have: number; readonly missing: number }
  | { readonly fault: "too-many"; readonly have: number }

/** The length of an upload code, its check digit included (Spec §6). */
export const CODE_DIGITS = 20

/** Says what is missing before the check digit is looked at. */
export function faultOfCode(digits: string): CodeFault | null {
  if (!/^[0-9]*$/.test(digits)) return { fault: "not-digits" }
  const have = digits.length
  if (have < CODE_DIGITS) return { fault: "too-few", have, missing: CODE_DIGITS - have }
  return have > CODE_DIGITS ? { fault: "too-many", have } : null
}
