import type { AddressInfo } from "node:net"
import net from "node:net"

/** A mail server that speaks as much SMTP (RFC 5321) as a delivery needs, keeps what it gets, and answers recipients as it is told. */
export async function startMailServer() {
  const sockets = new Set<net.Socket>()
  const state = { answer: "250 kept", mails: [] as string[], port: 0, stop: async () => {} }
  const server = net.createServer((socket) => {
    sockets.add(socket)
    let [text, isData] = ["", false]
    const say = (line: string) => socket.write(`${line}\r\n`)
    say("220 mail.test")
    socket.on("error", () => socket.destroy())
    socket.on("data", (part) => {
      text += part.toString()
      for (;;) {
        const end = text.indexOf(isData ? "\r\n.\r\n" : "\r\n")
        if (end < 0) return
        const read = text.slice(0, end)
        text = text.slice(end + (isData ? 5 : 2))
        if (isData) {
          state.mails.push(read)
          isData = false
          say("250 kept")
        } else if (/^DATA/i.test(read)) {
          isData = true
          say("354 go on")
        } else say(/^RCPT/i.test(read) ? state.answer : /^QUIT/i.test(read) ? "221 bye" : "250 mail.test")
      }
    })
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  state.port = (server.address() as AddressInfo).port // as: it listens on a port
  state.stop = async () => {
    for (const socket of sockets) socket.destroy()
    await new Promise((resolve) => server.close(resolve))
  }
  return state
}
