import { trimEndOf } from '../text/trim-end.ts'

/** Where the shared files are, and why. */
export interface SharedFilePaths {
  readonly config: string
  readonly credentials: string
  /** The profile that SDKs use when none is named. */
  readonly profile: string
  readonly configFrom: 'AWS_CONFIG_FILE' | 'default'
  readonly credentialsFrom: 'AWS_SHARED_CREDENTIALS_FILE' | 'default'
  /** Variables that are set to nothing: ignored here and by the JS SDK, but taken for a path by the AWS CLI. */
  readonly emptyVariables: readonly string[]
}

/** Whether the AWS CLI expands something in this path that the SDKs take unchanged: a variable, or the home of another user. */
export function isUnexpanded(value: string): boolean {
  return /\$[\w{]|^~[^/\\]/.test(value)
}

export type Environment = Readonly<Record<string, string | undefined>>

/** `win32` is Node's name for it, `windows` that of the shared test vectors. */
export type Platform = 'win32' | 'windows' | 'linux' | 'darwin' | (string & {})

function homeOf(environment: Environment, windows: boolean): string | undefined {
  if (environment['HOME']) return environment['HOME']
  if (!windows) return undefined
  if (environment['USERPROFILE']) return environment['USERPROFILE']
  if (environment['HOMEPATH']) return (environment['HOMEDRIVE'] ?? '') + environment['HOMEPATH']
  return undefined
}

/**
 * Finds the shared files by the rules of the SDKs' file-location vectors: the two variables, otherwise `.aws` in the home
 * folder. A leading `~/` (on Windows also `~\`) stands for the home folder. `fallbackHome` is what the system says when no
 * variable does.
 */
export function resolveSharedFilePaths(
  environment: Environment,
  platform: Platform,
  fallbackHome = '',
): SharedFilePaths {
  const windows = platform === 'win32' || platform === 'windows'
  const separator = windows ? '\\' : '/'
  const home = trimEndOf(
    homeOf(environment, windows) ?? fallbackHome,
    (character) => character === '/' || (windows && character === '\\'),
  )
  const expand = (path: string): string => {
    const tilde = path.startsWith('~/') || (windows && path.startsWith('~\\')) || path === '~'
    return tilde ? `${home}${separator}${path.slice(2)}` : path
  }
  const find = (variable: string, name: string): { path: string; set: boolean } => {
    const value = environment[variable] ?? ''
    if (value !== '') return { path: expand(value), set: true }
    return { path: [home, '.aws', name].join(separator), set: false }
  }
  const config = find('AWS_CONFIG_FILE', 'config')
  const credentials = find('AWS_SHARED_CREDENTIALS_FILE', 'credentials')
  return {
    config: config.path,
    credentials: credentials.path,
    profile: environment['AWS_PROFILE'] || 'default',
    configFrom: config.set ? 'AWS_CONFIG_FILE' : 'default',
    credentialsFrom: credentials.set ? 'AWS_SHARED_CREDENTIALS_FILE' : 'default',
    emptyVariables: ['AWS_CONFIG_FILE', 'AWS_SHARED_CREDENTIALS_FILE', 'AWS_PROFILE'].filter(
      (variable) => environment[variable] === '',
    ),
  }
}
