import { type Call, type Reply, type Routes, html, redirect } from './routes.ts'
import { type World, random } from './world.ts'

const page = (title: string, body: string) =>
  `<!doctype html><html lang="en"><title>${title}</title><h1>${title}</h1>${body}</html>`

/** A redirect URI is the registered one with a port of the client's choice. */
const withoutPort = (uri: string): string => uri.replace(/^(http:\/\/127\.0\.0\.1):\d+\//, '$1/')

/** What the browser sees: the question whether this program may sign in, for a code and for a device. */
export function authorizeRoutes(world: World): Routes {
  const { knobs } = world

  /** The way back to the program that asks; an error page where the request itself is wrong. */
  function back(call: Call, allowed: boolean): Reply {
    const { query } = call
    const client = world.registrations.get(query.get('client_id') ?? '')
    const redirectUri = query.get('redirect_uri') ?? ''
    const challenge = query.get('code_challenge') ?? ''
    const wrong =
      client === undefined
        ? 'client_id'
        : !client.redirectUris.includes(withoutPort(redirectUri))
          ? 'redirect_uri'
          : query.get('response_type') !== 'code'
            ? 'response_type'
            : query.get('code_challenge_method') !== 'S256' || !/^[\w-]{43}$/.test(challenge)
              ? 'code_challenge'
              : (query.get('state') ?? '').length < 16
                ? 'state'
                : undefined
    if (wrong !== undefined || client === undefined) return html(400, page('Invalid request', wrong ?? ''))
    const target = new URL(redirectUri)
    if (allowed) {
      const code = random('code', 32)
      world.codes.set(code, { clientId: client.clientId, redirectUri, challenge })
      target.searchParams.set('code', code)
    } else {
      target.searchParams.set('error', 'access_denied')
      target.searchParams.set('error_description', 'The user said no')
    }
    const isWrongState = knobs.wrongStates > 0
    if (isWrongState) knobs.wrongStates -= 1
    target.searchParams.set('state', isWrongState ? random('state') : (query.get('state') ?? ''))
    return redirect(target.href)
  }

  function authorize(call: Call): Reply {
    if (knobs.deny) return back(call, false)
    if (knobs.warm) return back(call, true)
    const link = (answer: string, label: string) =>
      `<p><a href="/authorize/${answer}?${call.query.toString().replaceAll('&', '&amp;')}">${label}</a></p>`
    return html(200, page('Allow access?', link('allow', 'Allow') + link('deny', 'Deny')))
  }

  function answerDevice(call: Call, state: 'allowed' | 'denied'): Reply {
    const device = [...world.devices.values()].find((one) => one.userCode === call.query.get('user_code'))
    if (device?.state !== 'pending') return html(404, page('Unknown code', ''))
    device.state = state
    return html(200, page(state === 'allowed' ? 'Request approved' : 'Request denied', ''))
  }

  function device(call: Call): Reply {
    const code = encodeURIComponent(call.query.get('user_code') ?? '')
    const link = (answer: string, label: string) =>
      `<p><a href="/device/${answer}?user_code=${code}">${label}</a></p>`
    return html(200, page(`Code ${code}`, link('allow', 'Allow') + link('deny', 'Deny')))
  }

  return new Map([
    ['GET /authorize', authorize],
    ['GET /authorize/allow', (call: Call) => back(call, true)],
    ['GET /authorize/deny', (call: Call) => back(call, false)],
    ['GET /device', device],
    ['GET /device/allow', (call: Call) => answerDevice(call, 'allowed')],
    ['GET /device/deny', (call: Call) => answerDevice(call, 'denied')],
  ])
}
