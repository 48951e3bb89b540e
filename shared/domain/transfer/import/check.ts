import type { ImportProblem, RawFound } from './types.ts'

const keyIdShape = /^[A-Z0-9]{20}$/
const secretShape = /^[A-Za-z0-9+/]{40}$/
const tokenShape = /^[A-Za-z0-9+/_.-]+={0,2}$/
// Session tokens that AWS issues have several hundred characters. The ones in its documentation are shorter, made up
// by hand, and marked by the word EXAMPLE.
const shortestToken = 100
const shortestExample = 40

function incomplete(message: string): ImportProblem {
  return { code: 'ImportIncomplete', message }
}

function truncated(message: string): ImportProblem {
  return { code: 'ImportTokenTruncated', message }
}

/** AWS promises neither a length nor an encoding of tokens. */
function suspected(message: string): ImportProblem {
  return { code: 'ImportTokenTruncated', message, suspected: true }
}

/** Says why a session token cannot be complete; undefined when nothing suggests that. */
export function tokenProblem(token: string): ImportProblem | undefined {
  const again = 'Copy the whole block again.'
  if (/(?:\u2026|\.\.\.)/.test(token)) {
    return truncated(`The session token was shortened: it contains "…" or "...". ${again}`)
  }
  if (!tokenShape.test(token)) {
    return incomplete(`The session token contains a character that no token has. ${again}`)
  }
  const example = token.includes('EXAMPLE')
  if (token.length < (example ? shortestExample : shortestToken)) {
    return suspected(
      `The session token seems to be cut off: it has only ${token.length} characters. ${again}`,
    )
  }
  const base64 = !/[_.-]/.test(token)
  if (base64 && !example && token.length % 4 !== 0) {
    return suspected(
      `The session token seems to be cut off: ${token.length} characters cannot be whole base64. ${again}`,
    )
  }
  return undefined
}

function keyIdProblem(id: string): ImportProblem | undefined {
  if (keyIdShape.test(id)) return undefined
  if (id.length !== 20) {
    return incomplete(`The access key ID has ${id.length} characters; a whole one has 20. Copy it again.`)
  }
  return incomplete('The access key ID contains a character that no key ID has. Copy it again.')
}

function secretProblem(secret: string): ImportProblem | undefined {
  if (secretShape.test(secret)) return undefined
  if (secret.length !== 40) {
    return incomplete(
      `The secret access key has ${secret.length} characters; a whole one has 40. Copy it again.`,
    )
  }
  return incomplete('The secret access key contains a character that no secret key has. Copy it again.')
}

/** Says why a candidate cannot be imported; undefined when it can. Never repeats a secret. */
export function checkFound(found: RawFound): ImportProblem | undefined {
  const id = found.slots.get('id')
  const secret = found.slots.get('secret')
  const token = found.slots.get('token')
  if (found.mixed !== undefined) return incomplete(found.mixed)
  const hasKeys = id !== undefined || secret !== undefined || token !== undefined
  if (!hasKeys) {
    if (found.others.length > 0 || found.slots.has('region')) return undefined
    return incomplete('There are no keys and no settings in it.')
  }
  if (id === undefined) return incomplete('The access key ID is missing. Copy the whole block again.')
  if (found.unclosed?.has('token') === true) {
    return truncated(
      'The session token is cut off: its closing quote is missing. Copy the whole block again.',
    )
  }
  const badId = keyIdProblem(id)
  if (badId !== undefined) return badId
  if (secret === undefined) return incomplete('The secret access key is missing. Copy the whole block again.')
  const badSecret = secretProblem(secret)
  if (badSecret !== undefined) return badSecret
  if (id.startsWith('ASIA') && token === undefined) {
    return truncated(
      'The session token is missing: a key that starts with ASIA works only with one. Copy the whole block again.',
    )
  }
  if (token === undefined) return undefined
  if (id.startsWith('AKIA')) {
    return incomplete(
      'A long-lived key (AKIA…) and a session token do not belong together: two different pastes seem to be mixed.',
    )
  }
  return tokenProblem(token)
}
