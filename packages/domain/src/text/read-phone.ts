/** A telephone number in the international form (E.164), from the spellings that people use. Eight digits without a country are a number of Hong Kong. */
export function readPhone(text: string): string | undefined {
  const digits = text
    .normalize("NFKC")
    .trim()
    .replace(/^00/, "+")
    .replace(/[\s().-]/g, "")
  const number = /^[2-9]\d{7}$/.test(digits) ? `+852${digits}` : digits
  return /^\+[1-9]\d{7,14}$/.test(number) ? number : undefined
}
