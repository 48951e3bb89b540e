type Environment = Readonly<Record<string, string | undefined>>

/** Names the profiles that are being resolved above this process, for the commands that it starts. */
const variable = 'STACKPASS_RESOLVING'

function namesIn(env: Environment): string[] {
  try {
    const names: unknown = JSON.parse(env[variable] ?? '[]')
    return Array.isArray(names) ? names.filter((name) => typeof name === 'string') : []
  } catch {
    // We did not write it, so it names nobody.
    return []
  }
}

/** True when a process that waits for the same profile started this one, over a credential_process. */
export function isBeingResolved(env: Environment, profile: string): boolean {
  return namesIn(env).includes(profile)
}

/** The environment for the commands that resolving a profile starts. */
export function withResolving(env: Environment, profile: string): Environment {
  return { ...env, [variable]: JSON.stringify([...namesIn(env), profile]) }
}
