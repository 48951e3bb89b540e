import { textOf } from '../identity/effective-config.ts'
import type { StackProblem, Rule } from './types.ts'

/** The `profile` of the query of a URL; undefined when it has none. */
export function profileInUrl(url: string): string | undefined {
  const query = /\?([^#]*)/.exec(url)?.[1]
  for (const part of query?.split('&') ?? []) {
    const at = part.indexOf('=')
    if (at > 0 && part.slice(0, at) === 'profile') return decode(part.slice(at + 1))
  }
  return undefined
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    // A stray percent sign: show the text unchanged.
    return text
  }
}

/** The key service of the stack and the s3 backend sign in on their own: aws:profile does not reach them. */
export const ownCredentials: Rule = ({ stack, backend, config }) => {
  const profile = textOf(config.get('aws:profile')?.value)
  const problems: StackProblem[] = []
  const check = (code: StackProblem['code'], url: string, what: string): void => {
    const own = profileInUrl(url)
    if (own === profile || profile === undefined) return
    const message =
      own === undefined ? `${what} does not use the profile ${profile}.` : `${what} uses the profile ${own}.`
    const reason = `aws:profile does not reach it. Without profile= in its URL it takes the credentials of the environment.`
    problems.push({
      code,
      severity: own === undefined ? 'info' : 'warning',
      file: 'stack',
      line: undefined,
      message,
      reason,
    })
  }
  if (stack.secretsProvider?.startsWith('awskms://')) {
    check('secrets-provider-profile', stack.secretsProvider, 'The key that encrypts the secrets')
  }
  if (backend?.kind === 's3' && backend.url !== undefined)
    check('backend-profile', backend.url, 'The s3 backend')
  return problems
}
