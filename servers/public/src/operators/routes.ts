import { askSignInLink, closeOperatorSession, getOperatorSession, openOperatorSession } from "@homesafe/api"
import { formatTime, type Language } from "@homesafe/i18n"
import { translateMail } from "@homesafe/i18n/mail"
import { done, refuse } from "@homesafe/service"
import type { FastifyReply, FastifyRequest } from "fastify"
import { findCards } from "../accounts/card-wishes.ts"
import type { PublicDeps } from "../deps.ts"
import type { Handle } from "../guard.ts"
import { nameIn } from "../venues/venue-name.ts"
import { closeSession, LINK_SECONDS, makeSignInToken, openSession } from "./sessions.ts"

/** The name of the session's cookie: bound to this host and to https wherever there is https. */
export function cookieName(origin: string): string {
  return origin.startsWith("https:") ? "__Host-homesafe-operator" : "homesafe-operator"
}

/** The session's cookie of a request. */
export function sessionCookie(request: FastifyRequest, origin: string): string | undefined {
  return request.cookies[cookieName(origin)]
}

function lastUse({ clock, timeZone }: PublicDeps, language: Language): string {
  return formatTime((clock.now() + LINK_SECONDS) * 1000, language, timeZone)
}

/** Sign-in by a mailed link. */
export function operatorRoutes(handle: Handle, deps: PublicDeps): void {
  handle(
    askSignInLink,
    async ({ body }) => {
      const t = translateMail(body.language)
      const link = `${deps.origin}/venue/sign-in#${await makeSignInToken(deps, body.mail, body.language)}`
      await deps.sendMail({
        to: body.mail,
        subject: t("signIn.subject"),
        text: t("signIn.body", {
          link,
          time: lastUse(deps, body.language),
          authority: nameIn(deps.authority, body.language),
        }),
      })
      return done({})
    },
    { perMinute: deps.limits.mailsPerMinute },
  )

  handle(openOperatorSession, async ({ body, reply }) => {
    const opened = await openSession(deps, body.token)
    if (!opened) return refuse("link-expired")
    setCookie(reply, deps.origin, opened.session)
    return done({ mail: opened.operator.mail, cards: await findCards(deps, opened.operator.id) })
  })

  handle(getOperatorSession, async ({ who }) =>
    who ? done({ mail: who.mail, cards: await findCards(deps, who.id) }) : refuse("not-signed-in"),
  )

  handle(closeOperatorSession, async ({ request, reply }) => {
    await closeSession(deps, sessionCookie(request, deps.origin))
    void reply.clearCookie(cookieName(deps.origin), { path: "/" })
    return done({})
  })
}

function setCookie(reply: FastifyReply, origin: string, session: string): void {
  const secure = origin.startsWith("https:")
  void reply.setCookie(cookieName(origin), session, { path: "/", httpOnly: true, sameSite: "strict", secure })
}
