import { absolute } from './services.ts'
import type { ReaderInput } from './types.ts'

/** The two shared files, as one reader finds them. */
export interface FilePaths {
  readonly config: string
  readonly credentials: string
}

/** What a reader needs to read a path. */
type Place = Pick<ReaderInput, 'environment' | 'home' | 'workingDirectory'>

type Expand = (path: string, input: Place) => string

function paths(input: ReaderInput, expand: Expand, emptyCounts: boolean): FilePaths {
  const named = (variable: string, fallback: string): string => {
    const value = input.environment.get(variable)
    if (value === undefined || (value === '' && !emptyCounts)) return `${input.home}/.aws/${fallback}`
    return value === '' ? '' : absolute(input, expand(value, input))
  }
  return {
    config: named('AWS_CONFIG_FILE', 'config'),
    credentials: named('AWS_SHARED_CREDENTIALS_FILE', 'credentials'),
  }
}

function expandHome(path: string, input: Place): string {
  return path === '~' || path.startsWith('~/') ? input.home + path.slice(1) : path
}

const variable = /\$(?:(\w+)|\{([^}]*)\})/g

/** Python's `expandvars` leaves a variable that is not set as it is; Go's `ExpandEnv` makes it empty. */
function expandVariables(path: string, input: Place, unset: (text: string) => string): string {
  return path.replace(variable, (text, plain: string | undefined, braced: string | undefined) => {
    const name = plain ?? braced ?? ''
    return (name === 'HOME' ? input.home : input.environment.get(name)) ?? unset(text)
  })
}

/** Variables and `~`; an empty variable is a path to no file. */
export function botocorePaths(input: ReaderInput): FilePaths {
  return paths(
    input,
    (path) =>
      expandHome(
        expandVariables(path, input, (text) => text),
        input,
      ),
    true,
  )
}

/** Unchanged. */
function standing(input: ReaderInput): FilePaths {
  return paths(input, (path) => path, false)
}

/** A leading `~/` and nothing else; for the sessions of single sign-on not even that. */
export function jsPaths(input: ReaderInput): FilePaths & { readonly sessions: string } {
  const expanded = paths(input, (path) => (path.startsWith('~/') ? expandHome(path, input) : path), false)
  return { ...expanded, sessions: standing(input).config }
}

/** The files of a reader that takes several of each kind. */
export interface FileLists {
  readonly config: readonly string[]
  readonly credentials: readonly string[]
}

const listed = ({ config, credentials }: FilePaths): FileLists => ({
  config: [config],
  credentials: [credentials],
})

/** The Go SDK takes them unchanged. */
export function goPaths(input: ReaderInput): FileLists {
  return listed(standing(input))
}

/** aws-sdk-go-base expands files that a provider passes by name. */
function expandedByBase(path: string, input: Place): string {
  return expandHome(
    expandVariables(path, input, () => ''),
    input,
  )
}

/** The path of a file that a provider is given: relative ones from where its program runs. */
export function pathOfNamedFile(path: string, input: Place): string {
  return absolute(input, expandedByBase(path, input))
}

function namedOr(named: readonly string[], others: readonly string[], input: ReaderInput): readonly string[] {
  return named.length === 0 ? others : named.map((path) => pathOfNamedFile(path, input))
}

/** The files of a provider, for its resources. */
export function providerPaths(input: ReaderInput): FileLists {
  const { config, credentials } = goPaths(input)
  return {
    config: namedOr(input.provider?.configFiles ?? [], config, input),
    credentials: namedOr(input.provider?.credentialsFiles ?? [], credentials, input),
  }
}

/** The files of Pulumi's check: it passes the usual ones by name, and knows only the option for credentials files. */
export function checkPaths(input: ReaderInput): FileLists {
  const { config, credentials } = listed(paths(input, expandedByBase, false))
  return { config, credentials: namedOr(input.provider?.credentialsFiles ?? [], credentials, input) }
}
