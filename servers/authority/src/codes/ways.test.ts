import fs from "node:fs"
import http from "node:http"
import type { AddressInfo } from "node:net"
import os from "node:os"
import path from "node:path"
import { smtpMail } from "@homesafe/service/mail"
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest"
import { startMailServer } from "./mail-server.test-support.ts"
import { fileSms, gatewaySms, type Message, mailWay, type SendMessage } from "./ways.ts"

interface Far {
  readonly send: SendMessage
  /** What has arrived: name, to and text. */
  arrived(): Promise<readonly Pick<Message, "name" | "to" | "text">[]>
  /** The far side fails until it is mended. */
  breakIt(): void
  mend(): void
}

const dir = fs.mkdtempSync(path.join(os.tmpdir(), "homesafe-ways-"))
const gateway = { status: 200, requests: [] as { body: string; headers: http.IncomingHttpHeaders }[] }
let server: http.Server
let mail: Awaited<ReturnType<typeof startMailServer>>
let url = ""

beforeAll(async () => {
  server = http.createServer((request, response) => {
    let body = ""
    request.on("data", (part) => {
      body += part
    })
    request.on("end", () => {
      if (gateway.status < 300) gateway.requests.push({ body, headers: request.headers })
      response.writeHead(gateway.status, { location: "http://127.0.0.1:9/" }).end("{}")
    })
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/send` // as: it listens on a port
  mail = await startMailServer()
})
afterAll(async () => {
  server.close()
  await mail.stop()
  fs.rmSync(dir, { recursive: true, force: true })
})
beforeEach(() => {
  Object.assign(gateway, { status: 200, requests: [] })
  Object.assign(mail, { answer: "250 kept" })
  mail.mails.length = 0
  fs.rmSync(path.join(dir, "sms"), { recursive: true, force: true })
})

const message: Message = {
  name: "00112233445566778899aabbccddeeff",
  to: "+85291234567",
  subject: "",
  text: '衞生當局："1234 5678"\n在\\此 & =+% http://go.test/u#12345678901234567890',
}

function fileSink(): Far {
  const folder = path.join(dir, "sms")
  const file = path.join(folder, "messages.jsonl")
  const lines = () => (fs.existsSync(file) ? fs.readFileSync(file, "utf8").trim().split("\n") : [])
  return {
    send: fileSms(folder),
    arrived: async () => lines().map((line) => JSON.parse(line)),
    breakIt: () => fs.writeFileSync(folder, "in the way"),
    mend: () => fs.rmSync(folder),
  }
}

function jsonGateway(): Far {
  const headers = { "content-type": "application/json", authorization: "Bearer secret" }
  const body = '{"id":"{name}","recipient":"{to}","message":"{text}"}'
  return {
    send: (m) => gatewaySms({ url, headers, body })(m),
    arrived: async () =>
      gateway.requests.map(({ body: sent }) => {
        const { id, recipient, message: text } = JSON.parse(sent)
        return { name: id, to: recipient, text }
      }),
    breakIt: () => Object.assign(gateway, { status: 503 }),
    mend: () => Object.assign(gateway, { status: 202 }),
  }
}

function formGateway(): Far {
  const headers = { "Content-Type": "application/x-www-form-urlencoded" }
  return {
    ...jsonGateway(),
    send: (m) => gatewaySms({ url, headers, body: "ref={name}&to={to}&text={text}" })(m),
    arrived: async () =>
      gateway.requests.map(({ body }) => {
        const form = new URLSearchParams(body)
        return { name: form.get("ref") ?? "", to: form.get("to") ?? "", text: form.get("text") ?? "" }
      }),
  }
}

const adapters: readonly (readonly [string, () => Far])[] = [
  ["the file sink", fileSink],
  ["the gateway with a JSON body", jsonGateway],
  ["the gateway with a form body", formGateway],
]

describe.each(adapters)("SMS by %s", (_, open) => {
  test("hands a message over whole, whatever its text holds", async () => {
    const far = open()
    expect(await far.send(message)).toBe("sent")
    expect(await far.arrived()).toEqual([{ name: message.name, to: message.to, text: message.text }])
  })

  test("keeps many messages at once apart", async () => {
    const far = open()
    const many = Array.from({ length: 20 }, (__, i) => ({ ...message, name: `n${i}`, to: `+8529000${1000 + i}` }))
    await Promise.all(many.map(far.send))
    const names = (await far.arrived()).map(({ name, to }) => `${name} ${to}`)
    expect(names.sort()).toEqual(many.map(({ name, to }) => `${name} ${to}`).sort())
  })

  test("sends a message again under its own name, so that the far side can tell", async () => {
    const far = open()
    await far.send(message)
    await far.send(message)
    expect(new Set((await far.arrived()).map(({ name }) => name))).toEqual(new Set([message.name]))
  })

  test("throws while the far side fails, and hands over once it is mended", async () => {
    const far = open()
    far.breakIt()
    await expect(far.send(message)).rejects.toThrow()
    expect(await far.arrived().catch(() => [])).toEqual([])
    far.mend()
    expect(await far.send(message)).toBe("sent")
    expect(await far.arrived()).toHaveLength(1)
  })
})

describe("the gateway's answer", () => {
  const send = () => gatewaySms({ url, headers: { "content-type": "application/json" }, body: '"{to}{text}"' })(message)

  test.each([400, 401, 403, 404, 422])("%i refuses this message for good", async (status) => {
    gateway.status = status
    expect(await send()).toBe("refused")
  })

  test.each([301, 307, 408, 425, 429, 500, 502, 503])(
    "%i is tried again, and no redirect is followed",
    async (status) => {
      gateway.status = status
      await expect(send()).rejects.toThrow(String(status))
    },
  )

  test("comes with our headers and a name of the message", async () => {
    await gatewaySms({ url, headers: { authorization: "Bearer secret" }, body: "{}" })(message)
    expect(gateway.requests[0]?.headers).toMatchObject({
      authorization: "Bearer secret",
      "idempotency-key": message.name,
    })
  })
})

describe("mail by SMTP", () => {
  const send = () =>
    mailWay(
      smtpMail(`smtp://127.0.0.1:${mail.port}`, "codes@authority.test"),
      "go.test",
    )({
      ...message,
      to: "person@example.test",
      subject: "給你的一次性上載碼",
    })

  test("is handed over with its own name, so that a second one is shown once", async () => {
    expect(await send()).toBe("sent")
    expect(mail.mails).toHaveLength(1)
    expect(mail.mails[0]).toContain(`Message-ID: <${message.name}@go.test>`)
    expect(mail.mails[0]).toContain("To: person@example.test")
  })

  test("is refused for good by a final no, and tried again after a passing one", async () => {
    mail.answer = "550 no such mailbox"
    expect(await send()).toBe("refused")
    mail.answer = "451 come back later"
    await expect(send()).rejects.toThrow()
    mail.answer = "250 kept"
    expect(await send()).toBe("sent")
  })
})
