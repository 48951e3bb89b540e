import { type Call, type Reply, type Routes, html, json } from './routes.ts'
import { type World, random } from './world.ts'

/** A sign-in that the console accepted. */
export interface ConsoleVisit {
  readonly arn: string
  readonly account: string
  readonly destination: string
}

/**
 * The federation endpoint, and a page in the place of the console: `getSigninToken` takes sessions of roles, Identity Center
 * and GetFederationToken, and a length only for a role that a user's own keys took on. Each token is good once.
 */
export function federationRoutes(visits: ConsoleVisit[] = []): (world: World) => Routes {
  return (world) => {
    const tokens = new Map<string, ConsoleVisit>()

    function signinToken(form: URLSearchParams): Reply {
      const session = sessionIn(form.get('Session') ?? '')
      const identity = world.identities.get(session?.get('sessionId') ?? '')
      const isKnown =
        identity?.sessionToken !== undefined &&
        identity.secretAccessKey === session?.get('sessionKey') &&
        identity.sessionToken === session.get('sessionToken') &&
        (identity.expiresAt ?? Infinity) > world.now()
      if (identity === undefined || !isKnown || identity.session === 'session-token')
        return html(400, 'Bad Request')
      const length = form.get('SessionDuration')
      if (length !== null) {
        const seconds = Number(length)
        const isAllowed = identity.session === 'direct-role' && seconds >= 900 && seconds <= 43_200
        if (!isAllowed) return html(400, 'Bad Request')
      }
      const token = random('signin', 200)
      tokens.set(token, { arn: identity.arn, account: identity.account, destination: '' })
      return json(200, { SigninToken: token })
    }

    function login({ query }: Call): Reply {
      const visit = tokens.get(query.get('SigninToken') ?? '')
      if (visit === undefined) return html(400, '<title>Sign in again</title>')
      tokens.delete(query.get('SigninToken') ?? '')
      visits.push({ ...visit, destination: query.get('Destination') ?? '' })
      return html(200, `<!doctype html><title>Console of ${visit.account}</title><h1>${visit.arn}</h1>`)
    }

    function portal(): Reply {
      return html(200, '<!doctype html><title>Access portal</title><h1>Access portal</h1>')
    }

    return new Map([
      [
        'POST /federation',
        ({ body }: Call) => {
          const form = new URLSearchParams(body)
          return form.get('Action') === 'getSigninToken' ? signinToken(form) : html(400, 'Bad Request')
        },
      ],
      [
        'GET /federation',
        // Credentials in an address are what we never send; the real endpoint would take them.
        (call: Call) => (call.query.get('Action') === 'login' ? login(call) : html(400, 'Bad Request')),
      ],
      ['GET /start/', portal],
    ])
  }
}

function sessionIn(text: string): Map<string, string> | undefined {
  try {
    return new Map(Object.entries(JSON.parse(text) as Record<string, string>))
  } catch {
    return undefined
  }
}
