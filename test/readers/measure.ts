import { spawn, spawnSync } from 'node:child_process'
import { createInterface } from 'node:readline'
import type { Owners } from './generate.ts'
import type { Session } from './double.ts'

/** A question to a judge: a home folder that is laid, and what else it sees. */
export interface Question {
  readonly home: string
  readonly environment: Readonly<Record<string, string>>
  readonly profile: string
}

/** What a library handed out: an access key ID, or why nothing. */
export interface Measured {
  readonly key?: string
  readonly error?: string
  readonly step?: string
}

/** Who handed what out, in the words that are compared. */
export interface Identity {
  readonly works: boolean | 'unknown'
  readonly source: string
  readonly chain: readonly string[]
  readonly base?: string
}

/** Asks a child process about each question, one line for one line. */
export async function askJudge<T>(
  program: string,
  args: readonly string[],
  questions: readonly Question[],
): Promise<T[]> {
  const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'ignore'] })
  const ended = new Promise<number | null>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', resolve)
  })
  for (const question of questions) child.stdin.write(`${JSON.stringify(question)}\n`)
  child.stdin.end()
  const answers: T[] = []
  for await (const line of createInterface({ input: child.stdout })) answers.push(JSON.parse(line) as T)
  const code = await ended
  if (code !== 0 || answers.length !== questions.length) {
    throw new Error(`${program} answered ${answers.length} of ${questions.length} and ended with ${code}`)
  }
  return answers
}

/** Whether a module of Python is on this machine. */
export function hasPython(module: string): boolean {
  return spawnSync('python3', ['-c', `import ${module}`], { stdio: 'ignore' }).status === 0
}

function plain(id: string, owners: Owners): Identity {
  // A reader may hand an ID out with the quotes or the comment that stand around it.
  const [source = id, profile] = owners.keys.get(id.replaceAll('"', '').split(/\s/)[0] ?? '') ?? []
  return { works: true, source, chain: profile === undefined ? [] : [profile] }
}

/** From the key that a library ends with to where it came from, by what the double handed out. */
export function identityOf(id: string, sessions: ReadonlyMap<string, Session>, owners: Owners): Identity {
  const session = sessions.get(id)
  if (session === undefined) return plain(id, owners)
  const { source, role, sso, from } = session
  if (sso !== undefined) return { works: true, source, chain: [owners.sso.get(sso) ?? sso] }
  if (role === undefined) return { works: true, source, chain: [] }
  const profile = owners.roles.get(role)
  if (from === undefined) {
    const ofEnvironment = profile === undefined
    return ofEnvironment
      ? { works: true, source: 'web-identity-environment', chain: [] }
      : { works: true, source, chain: [profile] }
  }
  const below = identityOf(from, sessions, owners)
  const chain = profile === undefined || below.chain[0] === profile ? below.chain : [profile, ...below.chain]
  return { works: true, source, chain, base: below.base ?? below.source }
}

/** One line to compare and to show. */
export function said({ works, source, chain, base }: Identity): string {
  return `${works} ${source} [${chain.join(' ')}]${base === undefined ? '' : ` on ${base}`}`
}

export function measuredIdentity(
  { key, error }: Measured,
  sessions: ReadonlyMap<string, Session>,
  owners: Owners,
): string {
  const id = error === undefined ? key : undefined
  return said(id ? identityOf(id, sessions, owners) : { works: false, source: 'none', chain: [] })
}
