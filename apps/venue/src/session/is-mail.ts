/** Whether a text can be a mail address; only a mail that arrives proves it. */
export function isMail(text: string): boolean {
  return /^[^\s@<>",;:]{1,64}@[^\s@<>",;:]{1,190}$/.test(text)
}
