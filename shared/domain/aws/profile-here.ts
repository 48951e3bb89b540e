import type { Environment } from './locations.ts'

/** Why a shell uses the profile or the keys that it uses. */
export type HereRule =
  | 'keys-in-environment'
  | 'exec-shell'
  | 'default-profile-variable'
  | 'pinned'
  | 'folder'
  | 'follows-active'
  | 'profile-variable'
  | 'default-profile'

export interface Here {
  readonly rule: HereRule
  /** Absent: keys of the environment, which may belong to anybody. */
  readonly profile?: string
  /** In words, to be read behind "because". */
  readonly why: string
  /** What another rule would choose, but is not used. */
  readonly hidden: readonly string[]
}

const isSet = (value: string | undefined): value is string => value !== undefined && value !== ''

/**
 * Which identity the AWS CLI v2 would take in this environment: keys of the environment go before AWS_PROFILE, which goes before
 * AWS_DEFAULT_PROFILE (v1 and boto3 have these two the other way round); without any it is the profile `default`.
 */
export function profileHere(environment: Environment): Here {
  const [named, byDefault] = [environment['AWS_PROFILE'], environment['AWS_DEFAULT_PROFILE']]
  const others = isSet(byDefault) ? [`AWS_DEFAULT_PROFILE=${byDefault}`] : []
  if (isSet(environment['AWS_ACCESS_KEY_ID']) && isSet(environment['AWS_SECRET_ACCESS_KEY'])) {
    const exec = environment['STACKPASS_EXEC']
    const hidden = [...(isSet(named) ? [`AWS_PROFILE=${named}`] : []), ...others]
    if (isSet(exec))
      return { rule: 'exec-shell', profile: exec, why: 'this is a shell of stackpass exec', hidden }
    const why = 'AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY are set in this shell'
    return { rule: 'keys-in-environment', why, hidden }
  }
  const hidden = byDefault === named ? [] : others
  if (isSet(named)) return { ...byVariable(environment, named), profile: named, hidden }
  if (isSet(byDefault)) {
    const why = 'AWS_DEFAULT_PROFILE is set in this shell, and AWS_PROFILE is not'
    return { rule: 'default-profile-variable', profile: byDefault, why, hidden: [] }
  }
  return { rule: 'default-profile', profile: 'default', why: 'AWS_PROFILE is not set', hidden: [] }
}

/** Who has set AWS_PROFILE: the hook marks its own value. */
function byVariable(environment: Environment, named: string): Pick<Here, 'rule' | 'why'> {
  if (environment['STACKPASS_PROFILE'] !== named)
    return { rule: 'profile-variable', why: 'AWS_PROFILE is set in this shell' }
  if (isSet(environment['STACKPASS_PINNED'])) return { rule: 'pinned', why: 'this shell is pinned to it' }
  const folder = environment['STACKPASS_FOLDER']
  return isSet(folder)
    ? { rule: 'folder', why: `it is the profile of the folder ${folder}` }
    : { rule: 'follows-active', why: 'this shell follows the active profile' }
}
