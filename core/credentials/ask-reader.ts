import { type Answer, type Found, isFailure } from '../../shared/domain/aws/readers/answer.ts'
import { readAs, type ReaderAnswer } from '../../shared/domain/aws/readers/resolve-readers.ts'
import { nameOf } from '../../shared/domain/aws/readers/same-answers.ts'
import { whyOf } from '../../shared/domain/aws/readers/why.ts'
import type { FileState, ReaderName } from '../../shared/domain/aws/readers/types.ts'
import { lookAtAll, readerBase, type SeenFiles } from '../aws/reader-input.ts'
import { throwIfCancelled } from './failure.ts'
import type { Questions } from './questions.ts'
import { setting } from './settings.ts'
import type { CredentialContext } from './types.ts'

/** A chain of roles and sign-ins asks for one file or service after another; no chain is longer than this. */
const mostRounds = 64

/**
 * What the reader of a tool hands out for a profile. It is asked again with each file that it named, and with each answer of a
 * program or service that it waited for, so that its own order decides everything.
 */
export async function askReader(
  reader: ReaderName,
  name: string,
  region: string | undefined,
  context: CredentialContext,
  questions: Questions,
): Promise<ReaderAnswer> {
  const { files, home } = context
  const environment = {
    ...context.env,
    ...(region !== undefined && { AWS_DEFAULT_REGION: context.env['AWS_DEFAULT_REGION'] ?? region }),
  }
  const seen: SeenFiles = new Map([files.config, files.credentials].map(({ path, state }) => [path, state]))
  const base = readerBase({ environment, ...files, home, now: Date.now() })
  for (let round = 0; ; round++) {
    throwIfCancelled(context.signal)
    const unseen = new Set<string>()
    const file = (path: string): FileState => {
      if (!seen.has(path)) unseen.add(path)
      return seen.get(path)
    }
    questions.startAgain()
    const answer = readAs(reader, { ...base, profile: name, file, outcomes: questions.outcomes })
    if (round === mostRounds) return answer
    if (unseen.size > 0) await lookAtAll(unseen, seen)
    else if (!isWaiting(answer.answer) || !(await questions.answerNext())) return answer
  }
}

/** True when the reader waits for what a program or a service says. */
function isWaiting(answer: Answer): boolean {
  return !isFailure(answer) && answer.waitsFor !== undefined
}

const ofMachine = new Map([
  ['environment', 'Environment'],
  ['web-identity-environment', 'Environment'],
  ['container', 'EcsContainer'],
  ['imds', 'Ec2InstanceMetadata'],
])

/** The profiles and roles that led to the credentials, first to last. */
export function viaOf({ source, base = source, chain, hops = [] }: Found): string[] {
  const first = ofMachine.get(base) ?? (base === 'web-identity' ? undefined : chain.at(-1))
  const roles = hops.flatMap(({ profile, role }) => (profile === undefined ? [role] : [profile, role]))
  return first === undefined ? roles : [first, ...roles]
}

/** Shown where Pulumi's own check proves other credentials than those it makes resources with. */
export function checkedNote({ answer, checked }: ReaderAnswer): string | undefined {
  if (checked === undefined || isFailure(checked) || isFailure(answer)) return undefined
  if (checked.keys?.id === answer.keys?.id) return undefined
  return `Pulumi's own check checks different credentials. ${whyOf(checked)}`
}

/** Shown where a tool leaves a duration out: it carries on, and nobody sees why the session has its length. */
export function durationNote(
  reader: ReaderName,
  { answer }: ReaderAnswer,
  context: CredentialContext,
): string | undefined {
  if (reader === 'jsSdk' || isFailure(answer)) return undefined
  const odd = (answer.hops ?? []).find(({ profile = '' }) => {
    const settings = context.profiles.get(profile)
    return !/^\d*$/.test((settings && setting(settings, 'duration_seconds')) ?? '')
  })
  return odd && `duration_seconds of ${odd.profile} is not a number; ${nameOf(reader)} ignores it.`
}
