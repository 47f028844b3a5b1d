import { appendFile } from "node:fs/promises"
import nodemailer from "nodemailer"

/** One message to one person. */
export interface Mail {
  readonly to: string
  readonly subject: string
  readonly text: string
  /** A name of its own for a mail that may be sent twice: the receiving side then shows it once (RFC 5322 §3.6.4). */
  readonly messageId?: string
}

/** Sends a mail, or throws when it could not be handed over. */
export type SendMail = (mail: Mail) => Promise<void>

/** Sends each person a mail; throws when there is nobody whose mail could be handed over, so that it is tried again. */
export async function sendToEach<P>(
  { sendMail }: { readonly sendMail: SendMail },
  people: readonly P[],
  write: (person: P) => Mail,
): Promise<void> {
  const outcomes = await Promise.allSettled(people.map((person) => sendMail(write(person))))
  if (outcomes.every(({ status }) => status === "rejected")) throw new Error("no mail could be handed over")
}

/** Real mail by SMTP, e.g. smtp://user:password@host:587. */
export function smtpMail(url: string, from: string): SendMail {
  const transport = nodemailer.createTransport(url)
  return async (mail) => {
    await transport.sendMail({ from, ...mail })
  }
}

/** For a demonstration: each mail is kept in a file and shown by `show`. */
export function fileMail(file: string, show: (mail: Mail) => void): SendMail {
  return async (mail) => {
    await appendFile(file, `To: ${mail.to}\nSubject: ${mail.subject}\n\n${mail.text}\n\n`, { mode: 0o600 })
    show(mail)
  }
}
