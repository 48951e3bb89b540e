import { createHash } from 'node:crypto'
import { isAbsolute, join, resolve } from 'node:path'
import { goMerged } from '../../../shared/domain/aws/lenses/go.ts'
import { resolveReaders } from '../../../shared/domain/aws/readers/resolve-readers.ts'
import type { FileState, ReaderInput } from '../../../shared/domain/aws/readers/types.ts'
import type {
  AskReaders,
  ReaderAnswer,
  ReaderQuestion,
} from '../../../shared/domain/pulumi/identity/types.ts'
import type { AwsView, SharedFileState } from '../../aws/aws-files.ts'

const nothing = new Uint8Array()
const encoder = new TextEncoder()
const lineEnd = encoder.encode('\n')

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const all = parts.flatMap((part) => [part, lineEnd])
  const bytes = new Uint8Array(all.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of all) {
    bytes.set(part, at)
    at += part.length
  }
  return bytes
}

/** A path as aws-sdk-go-base reads it: variables and `~`, relative to where the provider runs. */
export function pathOfOption(path: string, folder: string, home: string, env: NodeJS.ProcessEnv): string {
  const expanded = path.replace(
    /\$(?:(\w+)|\{([^}]*)\})/g,
    (_, plain: string | undefined, braced: string | undefined) => env[plain ?? braced ?? ''] ?? '',
  )
  const fromHome = expanded === '~' || expanded.startsWith('~/') ? home + expanded.slice(1) : expanded
  return isAbsolute(fromHome) ? fromHome : resolve(folder, fromHome)
}

function stateOf({ state, bytes }: SharedFileState): FileState {
  if (state === 'missing') return 'missing'
  return bytes
}

/** Files that the readers may ask for, looked at before they are asked. */
export interface LookedAt {
  readonly file: (path: string) => FileState
  /** The same as long as every answer is. */
  readonly signature: string
}

export interface ReaderMachine {
  readonly view: AwsView
  readonly homeDir: string
  readonly now: () => number
  readonly files: LookedAt
}

/** The path that stands for the joined files of an option: the readers know one file of each kind. */
const joinedPath = (kind: string): string => `/stackpass joined ${kind}`

/** Asks the readers about the profiles of stacks; each question once. `folder`: where the program of the project runs. */
export function createAskReaders(machine: ReaderMachine): (folder: string) => AskReaders {
  const { view, homeDir, now, files } = machine
  const answers = new Map<string, ReaderAnswer>()
  const shared = new Map<string, FileState>([
    [view.config.path, stateOf(view.config)],
    [view.credentials.path, stateOf(view.credentials)],
  ])

  function several(paths: readonly string[], folder: string, env: NodeJS.ProcessEnv): FileState {
    const states = paths.map((path) => files.file(pathOfOption(path, folder, homeDir, env)))
    if (states.includes('directory')) return 'directory'
    if (states.includes(undefined)) return undefined
    const bytes = states.filter((state): state is Uint8Array => state instanceof Uint8Array)
    return bytes.length === 0 ? 'missing' : joined(bytes)
  }

  function ask({ profile, environment, files: options }: ReaderQuestion, folder: string): ReaderAnswer {
    const own = new Map<string, FileState>()
    const variables = new Map(environment)
    const env = Object.fromEntries(environment)
    const take = (kind: 'config' | 'credentials', variable: string): void => {
      if (options[kind].length > 0) {
        own.set(joinedPath(kind), several(options[kind], folder, env))
        variables.set(variable, joinedPath(kind))
      } else if (environment.get(variable) === machine.view.environment[variable]) {
        // As it was found: relative paths and `~` are settled there.
        variables.set(variable, view[kind].path)
      }
    }
    take('config', 'AWS_CONFIG_FILE')
    take('credentials', 'AWS_SHARED_CREDENTIALS_FILE')
    const input: ReaderInput = {
      environment: variables,
      profile,
      home: homeDir,
      workingDirectory: folder,
      now: now(),
      file: (path) =>
        own.has(path) ? own.get(path) : shared.has(path) ? shared.get(path) : files.file(path),
      digest: (algorithm, text) => createHash(algorithm).update(text).digest('hex'),
    }
    const { pulumi, awsCli } = resolveReaders(input, ['pulumi', 'awsCli'])
    // A stack has a region of its own, and a twin needs none.
    const worksElsewhere = awsCli.works !== false || awsCli.error === 'region-missing'
    return { pulumi, worksElsewhere, region: regionOf(input) }
  }

  function regionOf(input: ReaderInput): string | undefined {
    const at = (variable: string): Uint8Array => {
      const state = input.file(input.environment.get(variable) ?? '')
      return state instanceof Uint8Array ? state : nothing
    }
    const name =
      input.profile ??
      (input.environment.get('AWS_PROFILE') || input.environment.get('AWS_DEFAULT_PROFILE') || 'default')
    const sections = goMerged(at('AWS_CONFIG_FILE'), at('AWS_SHARED_CREDENTIALS_FILE'))
    return sections.get(name)?.values.get('region') || undefined
  }

  return (folder) => (question) => {
    const own = question.files.config.length + question.files.credentials.length > 0
    const key = JSON.stringify([
      question.profile,
      [...question.environment].filter(([name]) => name.startsWith('AWS_')),
      question.files,
      own ? folder : '',
    ])
    const answer = answers.get(key) ?? ask(question, folder)
    answers.set(key, answer)
    return answer
  }
}

/** Where tokens of sign-ins are kept. */
export function tokenFolders(homeDir: string, env: NodeJS.ProcessEnv): readonly string[] {
  return [
    join(homeDir, '.aws', 'sso', 'cache'),
    env['AWS_LOGIN_CACHE_DIRECTORY'] || join(homeDir, '.aws', 'login', 'cache'),
  ]
}
