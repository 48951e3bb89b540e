import { loginCommand } from '../../sessions/login-command.ts'
import { textOf } from '../identity/effective-config.ts'
import { needsSignIn } from '../identity/needs-sign-in.ts'
import type { Candidate, ReaderAnswer } from '../identity/types.ts'
import type { Rule, RuleInput, StackProblem } from './types.ts'

/** A name as a word of a command. */
function word(name: string): string {
  return /^[\w.@/+:-]+$/.test(name) ? name : `'${name.replaceAll("'", `'\\''`)}'`
}

const twinFor = (name: string): string =>
  `A twin can stand in for it: stackpass bridge twin ${word(name)}, then set ${name}-twin.`

/** What a person can do about a profile that pulumi-aws cannot use. */
function wayOut(name: string, { pulumi: answer, worksElsewhere, tooOld }: ReaderAnswer): string {
  if (answer.error === 'profile-not-found') return 'Name one that exists, or remove the variable.'
  if (tooOld?.sure === true) return worksElsewhere ? `${tooOld.knownBy} ${twinFor(name)}` : tooOld.knownBy
  if (needsSignIn(answer)) return `Sign in: ${loginCommand(name)}.`
  if (worksElsewhere) return twinFor(name)
  return 'Repair the profile, or set another one.'
}

const subjects: ReadonlyMap<Candidate['source'], string> = new Map([
  ['environment-keys', 'the keys in the environment'],
  ['environment-web-identity', 'the web identity in the environment'],
  ['container', 'the credentials of the container'],
])

/** Whether only a sign-in is missing. */
const isToSignIn = ({ pulumi, tooOld }: ReaderAnswer): boolean => needsSignIn(pulumi) && tooOld?.sure !== true

function messageFor({ source, value, variable }: Candidate, answered: ReaderAnswer): string {
  const { pulumi: answer } = answered
  const name = value ?? 'default'
  if (answer.error === 'profile-not-found')
    return `${variable ?? 'AWS_PROFILE'} names ${name}, and there is no such profile.`
  if (isToSignIn(answered)) return `Nobody is signed in for the profile ${name}.`
  return `Pulumi cannot use ${subjects.get(source) ?? `the profile ${name}`}.`
}

/** True where an imported environment may set other credentials than the place that counts here. */
function mayDiffer({ stack }: RuleInput, { origin }: Candidate): boolean {
  return stack.environment.imports.length > 0 && origin !== 'stack' && origin !== 'esc'
}

/** What counts cannot be used: pulumi-aws would stop, and never try what comes next. */
export const usable: Rule = (input) => {
  const { identity, config, knownProfiles } = input
  const { answer } = identity
  const failing = identity.credentials.find(({ state }) => state === 'fails')
  if (answer === undefined || failing === undefined || mayDiffer(input, failing)) return []
  const { pulumi } = answer
  const isProfile = failing.source.endsWith('-profile')
  // `profile-unknown` reports it for aws:profile.
  if (failing.source === 'stack-profile' && pulumi.error === 'profile-not-found') return []
  const name = failing.value ?? 'default'
  const twin = `${name}-twin`
  const entry = failing.source === 'stack-profile' ? config.get('aws:profile') : undefined
  const check = pulumi.step === 'check' && !isProfile ? 'Its own check before a run refuses. ' : ''
  const hasTwin = isProfile && !isToSignIn(answer) && knownProfiles?.has(twin) === true
  const help = isProfile ? ` ${wayOut(name, answer)}` : ''
  return [
    {
      code: isToSignIn(answer) ? 'profile-not-signed-in' : 'credentials-unusable',
      severity: isToSignIn(answer) ? 'warning' : 'error',
      file: entry?.origin ?? 'stack',
      line: failing.origin === 'esc' || entry !== undefined ? failing.line : undefined,
      message: messageFor(failing, answer),
      // Somebody who is told that nobody is signed in need not be told again.
      reason:
        pulumi.error?.endsWith('not-signed-in') === true && isToSignIn(answer)
          ? help.trim()
          : `${check}${pulumi.why}${help}`,
      ...(hasTwin && {
        fix: { label: `Use its twin ${twin}`, operations: [{ type: 'setProfile', profile: twin }] },
      }),
    },
  ]
}

/** A profile that gives a region and no credentials, and a profile beside keys in the config. */
export const profileGivesNothing: Rule = ({ identity, config, stack, knownProfiles }) => {
  const problems: StackProblem[] = []
  const entry = config.get('aws:profile')
  const name = textOf(entry?.value)
  const answer = identity.answer?.pulumi
  const place = { file: entry?.origin ?? 'stack', line: entry?.line } as const
  const unset = {
    label: 'Remove aws:profile from the stack',
    operations: [{ type: 'unsetProfile' as const }],
  }
  const fix = entry?.origin === 'stack' ? { fix: unset } : {}
  const named = name ?? identity.credentials.find(({ source }) => source === 'environment-profile')?.value
  const isTooOld = identity.answer?.tooOld !== undefined
  const isEmpty =
    !isTooOld && answer?.chain.length === 0 && (answer.source === 'imds' || answer.source === 'container')
  if (named !== undefined && isEmpty && (name !== undefined || stack.environment.imports.length === 0)) {
    const next =
      answer.source === 'imds' ? 'the metadata service, which only EC2 instances have' : 'the container'
    problems.push({
      code: 'profile-without-credentials',
      severity: answer.source === 'imds' ? 'warning' : 'info',
      ...place,
      message: `The profile ${named} holds no credentials.`,
      reason: `It only gives a region. Pulumi would ask ${next}.`,
    })
  }
  // Nothing is named: right on a machine in EC2, and where CI brings keys; elsewhere it fails.
  if (named === undefined && isEmpty && answer.source === 'imds' && stack.environment.imports.length === 0)
    problems.push({
      code: 'profile-without-credentials',
      severity: 'info',
      ...place,
      message: knownProfiles?.has('default')
        ? 'No profile is set, and the profile default holds no credentials.'
        : 'No profile is set, and there is none called default.',
      reason: 'Pulumi would ask the metadata service, which only EC2 instances have.',
    })
  const keys = ['aws:accessKey', 'aws:secretKey', 'aws:token'].find((key) => config.has(key))
  if (keys !== undefined && name !== undefined) {
    problems.push({
      code: 'profile-without-effect',
      severity: 'warning',
      ...place,
      message: `The profile ${name} does not sign in for this stack.`,
      reason: `${keys} is set and comes first; the profile only gives the region.`,
      ...fix,
    })
  }
  return problems
}

/** What is uncertain: a release that may not know what the profile uses, and a check that reads fewer files than the run. */
export const notSure: Rule = ({ identity, config, major }) => {
  const { answer } = identity
  const entry = config.get('aws:profile')
  const place = { file: entry?.origin ?? 'stack', line: entry?.line } as const
  const problems: StackProblem[] = []
  const { tooOld } = answer ?? {}
  // Where it fails for that reason, `usable` reports it.
  if (tooOld !== undefined && (!tooOld.sure || answer?.pulumi.works !== false))
    problems.push({
      code: 'sdk-too-old',
      severity: tooOld.sure ? 'error' : 'warning',
      ...place,
      message: `The project's pulumi-aws ${major ?? ''} ${tooOld.sure ? 'is' : 'may be'} too old for ${tooOld.setting}, which the profile needs.`,
      reason: tooOld.knownBy,
    })
  if (answer?.checkStops !== undefined)
    problems.push({
      code: 'check-reads-other-files',
      severity: 'warning',
      ...place,
      message: 'The check that Pulumi makes before a run does not read aws:sharedConfigFiles.',
      reason: `There it ends the run: ${answer.checkStops.why} aws:skipCredentialsValidation turns it off.`,
    })
  return problems
}
