import { absolute } from './services.ts'
import type { ReaderInput } from './types.ts'

/** The two shared files, as one reader finds them. */
export interface FilePaths {
  readonly config: string
  readonly credentials: string
}

type Expand = (path: string, input: ReaderInput) => string

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

function expandHome(path: string, input: ReaderInput): string {
  return path === '~' || path.startsWith('~/') ? input.home + path.slice(1) : path
}

const variable = /\$(?:(\w+)|\{([^}]*)\})/g

/** Python's `expandvars` leaves a variable that is not set as it is; Go's `ExpandEnv` makes it empty. */
function expandVariables(path: string, input: ReaderInput, unset: (text: string) => string): string {
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

/** A leading `~/` and nothing else; for the sessions of single sign-on not even that. */
export function jsPaths(input: ReaderInput): FilePaths & { readonly sessions: string } {
  const asTheyStand = goPaths(input)
  const expanded = paths(input, (path) => (path.startsWith('~/') ? expandHome(path, input) : path), false)
  return { ...expanded, sessions: asTheyStand.config }
}

/** As they stand. */
export function goPaths(input: ReaderInput): FilePaths {
  return paths(input, (path) => path, false)
}

/** aws-sdk-go-base expands files that a provider passes by name. */
export function goBasePaths(input: ReaderInput): FilePaths {
  return paths(
    input,
    (path) =>
      expandHome(
        expandVariables(path, input, () => ''),
        input,
      ),
    false,
  )
}
