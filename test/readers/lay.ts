import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { resolveReaders } from '../../shared/domain/aws/readers/resolve-readers.ts'
import type { Outcomes, ReaderName, ReaderResult } from '../../shared/domain/aws/readers/types.ts'
import { inputOf } from '../corpus/readers.ts'
import type { ReadersDouble } from './double.ts'
import { type MadeUpCase, madeUpCase } from './generate.ts'
import type { Question } from './measure.ts'

export interface LaidCase {
  readonly one: MadeUpCase
  readonly question: Question
  readonly model: Readonly<Record<ReaderName, ReaderResult>>
}

/** What the made-up commands do: in a shell, or as words that are handed to a program. */
function processOf({ files }: MadeUpCase): NonNullable<Outcomes['process']> {
  return ({ command, argv }) => {
    const stdout = files[/proc\/\w+\.json/.exec(command)?.[0] ?? ''] ?? ''
    const inShell = argv === undefined
    if (command.startsWith('/no/such/')) return { exitCode: inShell ? 127 : undefined, stdout: '' }
    const needsShell = /\$HOME| [#;] /.test(command)
    if (/exit 1|\n/.test(command) || (!inShell && needsShell)) return { exitCode: 1, stdout }
    return { exitCode: 0, stdout: !inShell && command.startsWith('/bin/true ') ? '' : stdout }
  }
}

const services = ['STS', 'SSO', 'SSO_OIDC', 'SIGNIN']

/** Lays the home folder of a seed, and says what the model makes of it. */
export function layCase(root: string, double: ReadersDouble, seed: number): LaidCase {
  const home = join(root, String(seed))
  mkdirSync(home)
  const made = madeUpCase(seed)
  const filled = (text: string) =>
    text
      .replaceAll('{HOME}', home)
      .replaceAll('{DOUBLES}', double.address)
      .replaceAll('{NOTHING}', double.nothing)
  const environment = Object.fromEntries(
    Object.entries(made.environment).map(([name, value]) => [name, filled(value)]),
  )
  const one = { ...made, environment }
  const input = inputOf(home, one)
  const outcomes = {
    ...input.outcomes,
    process: processOf(one),
    container: (url: string) => (url.startsWith(double.address) ? 'accepted' : 'container-refused') as never,
    imds: (endpoint: string | undefined) =>
      (endpoint === double.address ? 'accepted' : 'no-credentials') as never,
  }
  const endpoints = services.map((name) => [`AWS_ENDPOINT_URL_${name}`, double.address])
  return {
    one,
    question: {
      home,
      environment: { ...environment, ...Object.fromEntries(endpoints) },
      profile: one.profile ?? '',
    },
    model: resolveReaders({ ...input, outcomes }),
  }
}
