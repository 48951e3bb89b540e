import { textOf } from '../identity/effective-config.ts'
import { needsSignIn } from '../identity/needs-sign-in.ts'
import { checkSays } from '../identity/reader-decides.ts'
import type { StackProblem, Rule } from './types.ts'

/** The configured profile: missing, not signed in, or only on this machine. */
export const profileRules: Rule = ({ config, knownProfiles, expiredProfiles, stack, identity, major }) => {
  const entry = config.get('aws:profile')
  const name = textOf(entry?.value)
  const problems: StackProblem[] = []
  const used = name ?? identity.profile
  const answer = identity.answer?.pulumi
  const isToSignIn = answer !== undefined && needsSignIn(answer) && identity.answer?.tooOld?.sure !== true
  if (used !== undefined && expiredProfiles.has(used) && !isToSignIn && !identity.ownFiles) {
    problems.push({
      code: 'session-expired',
      severity: 'warning',
      file: entry?.origin ?? 'stack',
      line: entry?.line,
      message: `The session of profile ${used} has ended.`,
      reason: 'Pulumi would fail, or wait for a long time, until you sign in again.',
    })
  }
  if (!entry || name === undefined) return problems
  const unset = {
    label: 'Remove aws:profile from the stack',
    operations: [{ type: 'unsetProfile' as const }],
  }
  const missing =
    answer === undefined
      ? knownProfiles !== undefined && !knownProfiles.has(name) && !identity.ownFiles
      : answer.error === 'profile-not-found'
  if (missing) {
    problems.push({
      code: 'profile-unknown',
      severity: 'error',
      file: entry.origin,
      line: entry.line,
      message: identity.ownFiles
        ? `There is no profile ${name} in the files that this stack names.`
        : `There is no profile ${name} in the AWS files.`,
      reason: 'Pulumi would fail to get the shared config profile.',
      ...(entry.origin === 'stack' ? { fix: unset } : {}),
    })
  }
  problems.push({
    code: 'profile-not-portable',
    severity: 'info',
    file: entry.origin,
    line: entry.line,
    message: `The profile ${name} must exist on every machine that runs this stack, CI too.`,
    reason: 'A name in the file wins over credentials that CI puts into the environment.',
    ...(entry.origin === 'stack' ? { fix: unset } : {}),
  })
  const { environment } = stack
  // Before pulumi-aws 5 keys in the environment come first.
  if (major !== undefined && major < 5) return problems
  if (environment.variables.has('AWS_ACCESS_KEY_ID')) {
    problems.push({
      code: 'environment-keys-ignored',
      severity: 'warning',
      file: entry.origin,
      line: entry.line,
      message: 'The credentials of the ESC environment are not used.',
      reason: `aws:profile comes before AWS_ACCESS_KEY_ID, wherever that comes from; it names ${name}.`,
      ...(entry.origin === 'stack' ? { fix: unset } : {}),
    })
  } else if (environment.imports.length > 0) {
    problems.push({
      code: 'environment-keys-ignored',
      severity: 'warning',
      file: entry.origin,
      line: entry.line,
      message: 'If the imported ESC environment sets AWS credentials, they are not used.',
      reason: `aws:profile comes before them; it names ${name}. Imported: ${environment.imports.map((item) => item.name).join(', ')}.`,
      ...(entry.origin === 'stack' ? { fix: unset } : {}),
    })
  }
  return problems
}

/** Pulumi's own check proves other credentials than those it makes resources with. */
export const shellKeys: Rule = ({ config, environment, identity }) => {
  const entry = config.get('aws:profile')
  const place = { file: entry?.origin ?? 'stack', line: entry?.line } as const
  const code = 'shell-keys-checked-first'
  const answer = identity.answer?.pulumi
  if (answer !== undefined) {
    if (answer.checkedAs === undefined) return []
    return [
      {
        code,
        severity: 'warning',
        ...place,
        message: 'The check before a run and the run itself use different credentials.',
        reason: `${checkSays(answer)}${identity.ownFiles ? ' It does not read aws:sharedConfigFiles.' : ''} A pass says nothing about the run, and a failure stops it.`,
      },
    ]
  }
  if (!entry || textOf(entry.value) === undefined || !environment['AWS_ACCESS_KEY_ID']) return []
  return [
    {
      code,
      severity: 'warning',
      ...place,
      message: 'AWS_ACCESS_KEY_ID is set next to aws:profile.',
      reason:
        'The check before a run looks at the keys of the environment, the run itself at the profile: stale keys fail the check of a good profile.',
    },
  ]
}

/** Profile stored with a provider in the state, which refresh and destroy use. */
export const stateProfiles: Rule = ({ config, stateProviders }) => {
  const entry = config.get('aws:profile')
  const name = textOf(entry?.value)
  return (stateProviders ?? []).flatMap((provider): StackProblem[] => {
    if (provider.profile === undefined || provider.profile === name) return []
    return [
      {
        code: 'state-profile-differs',
        severity: 'warning',
        file: entry?.origin ?? 'stack',
        line: entry?.line,
        message: `The state holds provider ${provider.name} with profile ${provider.profile}.`,
        reason: `The file says ${name ?? 'nothing'}. Refresh and destroy use what is in the state.`,
      },
    ]
  })
}

/** `aws-native` has a profile and region of its own. */
export const nativeInStep: Rule = ({ config }) =>
  (['profile', 'region'] as const).flatMap((name): StackProblem[] => {
    const native = config.get(`aws-native:${name}`)
    const classic = config.get(`aws:${name}`)
    const wanted = textOf(classic?.value)
    if (!native || wanted === undefined || textOf(native.value) === wanted) return []
    const operations = [{ type: 'setOptionPath' as const, path: `aws-native:${name}`, value: wanted }]
    return [
      {
        code: 'native-out-of-step',
        severity: 'info',
        file: native.origin,
        line: native.line,
        message: `aws-native:${name} differs from aws:${name}, which is ${wanted}.`,
        reason: 'The two providers would work with different credentials or regions.',
        ...(native.origin === 'stack' ? { fix: { label: `Set it to ${wanted}`, operations } } : {}),
      },
    ]
  })

/** No region anywhere. */
export const regionKnown: Rule = ({ identity }) => {
  if (identity.region.some((candidate) => candidate.state === 'wins' || candidate.state === 'unknown'))
    return []
  return [
    {
      code: 'region-unknown',
      severity: 'warning',
      file: 'stack',
      line: undefined,
      message: 'No region is set for this stack.',
      reason: 'Neither aws:region, nor the environment, nor the profile names one.',
    },
  ]
}
