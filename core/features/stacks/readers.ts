import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { regionOfProvider } from '../../../shared/domain/aws/readers/go/read.ts'
import { resolveReaders } from '../../../shared/domain/aws/readers/resolve-readers.ts'
import type { FileState, ReaderInput, ReaderResult } from '../../../shared/domain/aws/readers/types.ts'
import { needsSignIn } from '../../../shared/domain/pulumi/identity/needs-sign-in.ts'
import type {
  ReaderAnswers,
  ReaderAnswer,
  ReaderQuestion,
} from '../../../shared/domain/pulumi/identity/types.ts'
import type { SdkGap } from '../../../shared/domain/pulumi/options/sdk-gaps.ts'
import type { AwsView, SharedFileState } from '../../aws/aws-files.ts'

function stateOf({ state, bytes }: SharedFileState): FileState {
  if (state === 'missing') return 'missing'
  return bytes
}

/** Files that the readers may ask for, looked at before the readers are. */
export interface LookedAt {
  readonly file: (path: string) => FileState
  /** Whether AWS has refused to renew the sign-in that is kept in a file. */
  readonly isRefused: (path: string) => boolean
  /** Unchanged while every answer is. */
  readonly signature: string
}

export interface ReaderMachine {
  readonly view: AwsView
  readonly homeDir: string
  readonly now: () => number
  readonly files: LookedAt
}

type Told = NonNullable<ReaderInput['provider']>

const ask = (input: ReaderInput, provider: Told): ReaderResult =>
  resolveReaders({ ...input, provider }, ['pulumi']).pulumi

/** Whether two answers differ by more than who has the last word. */
function isOther(a: ReaderResult, b: ReaderResult): boolean {
  const of = ({ works, source, chain, base, error }: ReaderResult) => [works, source, chain, base, error]
  return JSON.stringify(of(a)) !== JSON.stringify(of(b))
}

const words: Readonly<Record<SdkGap['setting'], string>> = {
  sso_session: 'sso_session',
  login_session: 'login_session, which aws login writes',
}

/** What pulumi-aws takes, with what is known about its release and its check. */
function pulumiAnswer(
  input: ReaderInput,
  { files, skipsCheck, gaps }: ReaderQuestion,
): Pick<ReaderAnswer, 'pulumi' | 'tooOld' | 'checkStops'> {
  const told = { configFiles: files.config, credentialsFiles: files.credentials, skipsCheck }
  const without = (setting?: SdkGap['setting']): Told => ({
    ...told,
    unknownSettings: setting === undefined ? [] : [setting],
  })
  const newest = ask(input, without())
  const gap = gaps.find(({ setting }) => isOther(ask(input, without(setting)), newest))
  if (gap !== undefined && (newest.works !== false || needsSignIn(newest))) {
    if (!gap.sure) return { pulumi: newest, tooOld: gap }
    const why = `This release of pulumi-aws does not know ${words[gap.setting]}.`
    return { pulumi: { ...ask(input, without(gap.setting)), why }, tooOld: gap }
  }
  if (newest.step !== 'check' || files.config.length === 0) return { pulumi: newest }
  // The run reads the files that the stack names, the check reads the usual ones.
  const run = ask(input, { ...without(), skipsCheck: true })
  return run.works === false ? { pulumi: newest } : { pulumi: run, checkStops: newest }
}

/** Asks the readers about the profiles of stacks; each question once. `folder`: where the program of the project runs. */
export function createReaderAnswers(machine: ReaderMachine): (folder: string) => ReaderAnswers {
  const { view, homeDir, now, files } = machine
  const answers = new Map<string, ReaderAnswer>()
  const shared = new Map<string, FileState>([
    [view.config.path, stateOf(view.config)],
    [view.credentials.path, stateOf(view.credentials)],
  ])

  function isRefused(kind: 'sso' | 'login', session: string): boolean {
    const [sso, login] = tokenFolders(homeDir, view.environment)
    const algorithm = kind === 'sso' ? 'sha1' : 'sha256'
    const name = `${createHash(algorithm).update(session).digest('hex')}.json`
    return files.isRefused(join(kind === 'sso' ? sso : login, name))
  }

  function answer(question: ReaderQuestion, folder: string): ReaderAnswer {
    const { profile, environment } = question
    const variables = new Map(environment)
    const take = (kind: 'config' | 'credentials', variable: string): void => {
      // As found: relative paths and `~` are resolved there.
      if (environment.get(variable) === view.environment[variable]) variables.set(variable, view[kind].path)
    }
    take('config', 'AWS_CONFIG_FILE')
    take('credentials', 'AWS_SHARED_CREDENTIALS_FILE')
    const input: ReaderInput = {
      environment: variables,
      profile,
      home: homeDir,
      workingDirectory: folder,
      now: now(),
      file: (path) => (shared.has(path) ? shared.get(path) : files.file(path)),
      digest: (algorithm, text) => createHash(algorithm).update(text).digest('hex'),
      outcomes: {
        renew: ({ kind, session }) => (isRefused(kind, session) ? `${kind}-expired` : undefined),
      },
    }
    const { awsCli } = resolveReaders(input, ['awsCli'])
    // A stack has its own region, and a twin needs none.
    const { config, credentials } = question.files
    const worksElsewhere =
      config.length + credentials.length === 0 &&
      (awsCli.works !== false || awsCli.error === 'region-missing')
    const provider = {
      configFiles: config,
      credentialsFiles: credentials,
      skipsCheck: false,
      unknownSettings: [],
    }
    return {
      ...pulumiAnswer(input, question),
      worksElsewhere,
      region: regionOfProvider({ ...input, provider }),
    }
  }

  return (folder) => (question) => {
    const own = question.files.config.length + question.files.credentials.length > 0
    const key = JSON.stringify([
      question.profile,
      [...question.environment].filter(([name]) => name.startsWith('AWS_')),
      question.files,
      question.skipsCheck,
      question.gaps.map(({ setting, sure }) => [setting, sure]),
      own ? folder : '',
    ])
    const known = answers.get(key) ?? answer(question, folder)
    answers.set(key, known)
    return known
  }
}

/** Where tokens of sign-ins are kept. */
export function tokenFolders(homeDir: string, env: NodeJS.ProcessEnv): readonly [string, string] {
  return [
    join(homeDir, '.aws', 'sso', 'cache'),
    env['AWS_LOGIN_CACHE_DIRECTORY'] || join(homeDir, '.aws', 'login', 'cache'),
  ]
}
