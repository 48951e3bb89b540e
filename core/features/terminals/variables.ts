import { environmentVariables, type Variable } from '../../../shared/domain/transfer/export/snippet.ts'
import { ok, type Result } from '../../../shared/result.ts'

type Environment = Readonly<Record<string, string | undefined>>

interface Target {
  readonly profile: string
  readonly region: string | undefined
  /** Whether the profile takes its credentials from the container that we run in. */
  readonly fromContainer: boolean
}

/**
 * The variables of a terminal that is opened for one profile: those of `stackpass env NAME`, without secrets, and the
 * marks that tell the hook of the shell that it is pinned (see bourne-core.ts). Removes what the hook of the shell that
 * started us had set for another profile.
 */
export function terminalVariables(
  { profile, region, fromContainer }: Target,
  env: Environment,
): Result<readonly Variable[]> {
  const variables = environmentVariables(
    { profile, fromContainer, ...(region === undefined ? {} : { region }) },
    { secrets: false },
  )
  if (!variables.ok) return variables
  const shared = env['STACKPASS_REGION']
  const regionOfOther = ['AWS_REGION', 'AWS_DEFAULT_REGION'].filter(
    (name) => region === undefined && shared !== undefined && env[name] === shared,
  )
  return ok([
    ...variables.value,
    ...regionOfOther.map((name) => ({ name })),
    { name: 'STACKPASS_PROFILE', value: profile },
    { name: 'STACKPASS_PINNED', value: '1' },
    { name: 'STACKPASS_REGION', ...(region === undefined ? {} : { value: region }) },
    { name: 'STACKPASS_EXPIRATION' },
    { name: 'STACKPASS_PRODUCTION' },
  ])
}

/** An environment with the variables in it. */
export function withVariables(env: Environment, variables: readonly Variable[]): NodeJS.ProcessEnv {
  const next: NodeJS.ProcessEnv = { ...env }
  for (const { name, value } of variables) {
    if (value === undefined) delete next[name]
    else next[name] = value
  }
  return next
}
