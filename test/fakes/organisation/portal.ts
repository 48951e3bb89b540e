import { createHash, randomBytes } from 'node:crypto'
import { type Call, type Reply, type Routes, json } from './routes.ts'
import type { World } from './world.ts'

function refused(status: number, name: string, message: string): Reply {
  const type = `com.amazonaws.switchboard.portal#${name}`
  return json(status, { message, __type: type }, { 'x-amzn-errortype': name })
}

/** The access portal: accounts, roles, their credentials, and the way out. */
export function portalRoutes(world: World): Routes {
  const { knobs } = world
  let answered = 0

  /** With a token that is good: what `answer` says; else the refusal. */
  const signedIn =
    (answer: (call: Call) => Reply) =>
    (call: Call): Reply => {
      const token = call.headers['x-amz-sso_bearer_token']
      const endsAt = typeof token === 'string' ? world.accessTokens.get(token) : undefined
      answered += 1
      if (knobs.sessionOver || endsAt === undefined || endsAt <= world.now() || answered > knobs.portalCalls)
        return refused(401, 'UnauthorizedException', 'Session token not found or invalid')
      return answer(call)
    }

  /** One page: what begins at `next_token`, at most as many as wanted and as the double gives. */
  function pageOf<T>(
    call: Call,
    all: readonly T[],
  ): { readonly entries: readonly T[]; readonly next?: string } {
    const wanted = Number(call.query.get('max_result') ?? '20')
    const start = Number(call.query.get('next_token') ?? '0')
    const end = start + Math.min(wanted, knobs.pageSize)
    return { entries: all.slice(start, end), ...(end < all.length && { next: String(end) }) }
  }

  function accounts(call: Call): Reply {
    const { entries, next } = pageOf(call, world.accounts)
    return json(200, {
      nextToken: next ?? null,
      accountList: entries.map(({ id, name, email }) => ({
        accountId: id,
        accountName: name,
        emailAddress: email ?? `${id}@example.com`,
      })),
    })
  }

  function roles(call: Call): Reply {
    const account = world.accounts.find(({ id }) => id === call.query.get('account_id'))
    if (account === undefined) return refused(404, 'ResourceNotFoundException', 'No such account')
    const { entries, next } = pageOf(call, account.roles)
    const roleList = entries.map((roleName) => ({ roleName, accountId: account.id }))
    return json(200, { nextToken: next ?? null, roleList })
  }

  /** New keys, which the STS double accepts. */
  function credentials(call: Call): Reply {
    const account = world.accounts.find(({ id }) => id === call.query.get('account_id'))
    const role = account?.roles.find((one) => one === call.query.get('role_name'))
    if (account === undefined || role === undefined || knobs.vanished.has(`${account.id}/${role}`))
      return refused(403, 'ForbiddenException', 'No access')
    const suffix = createHash('sha256').update(`${account.id}${role}`).digest('hex').slice(0, 16)
    const expiration = Math.floor(world.now() / 1000 + knobs.roleSeconds) * 1000
    const keys = {
      accessKeyId: `ASIA${randomBytes(8).toString('hex').toUpperCase()}`,
      secretAccessKey: randomBytes(30).toString('base64'),
      sessionToken: randomBytes(90).toString('base64'),
    }
    world.identities.set(keys.accessKeyId, {
      ...keys,
      account: account.id,
      arn: `arn:aws:sts::${account.id}:assumed-role/AWSReservedSSO_${role}_${suffix}/${world.user}`,
      userId: `AROA${suffix.toUpperCase()}:${world.user}`,
      expiresAt: expiration,
    })
    return json(200, { roleCredentials: { ...keys, expiration } })
  }

  function logout(call: Call): Reply {
    world.accessTokens.delete(String(call.headers['x-amz-sso_bearer_token']))
    return { status: 200, body: '' }
  }

  return new Map([
    ['GET /assignment/accounts', signedIn(accounts)],
    ['GET /assignment/roles', signedIn(roles)],
    ['GET /federation/credentials', signedIn(credentials)],
    ['POST /logout', signedIn(logout)],
  ])
}
