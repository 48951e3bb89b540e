import type { ReaderResult } from '../../aws/readers/types.ts'
import type { CandidateSource, Draft, IdentityInput, ReaderAnswer } from './types.ts'

/** The first of the places that names a profile. */
function profileDraft(drafts: readonly Draft[]): Draft | undefined {
  return drafts.find(({ source, present }) => source.endsWith('-profile') && present === true)
}

/** Which place the credentials of an answer come from. */
function placeOf({ source, chain }: ReaderResult, drafts: readonly Draft[]): CandidateSource | undefined {
  if (chain.length === 0) {
    if (source === 'environment') return 'environment-keys'
    if (source === 'web-identity-environment') return 'environment-web-identity'
    if (source === 'container') return 'container'
    if (source === 'imds') return 'instance-metadata'
  }
  return profileDraft(drafts)?.source
}

/** Which place stops the run. */
function placeToBlame(
  { error }: ReaderResult,
  drafts: readonly Draft[],
  { environment }: IdentityInput,
): CandidateSource | undefined {
  const named = profileDraft(drafts)?.source
  if (named === 'stack-profile') return named
  if (
    error === 'keys-incomplete' &&
    drafts.some(({ source, present }) => source === 'environment-keys' && present !== true)
  ) {
    const some = ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN'].some((name) =>
      Boolean(environment[name]),
    )
    if (some) return 'environment-keys'
  }
  const aboutToken = error?.startsWith('web-token') === true || error === 'role-arn-missing'
  if (aboutToken && Boolean(environment['AWS_WEB_IDENTITY_TOKEN_FILE'])) return 'environment-web-identity'
  if (
    error?.startsWith('container') === true &&
    drafts.some(({ source, present }) => source === 'container' && present === true)
  )
    return 'container'
  return named
}

function emptyProfile(draft: Draft, { pulumi, tooOld }: ReaderAnswer): string {
  if (tooOld?.sure === true) return pulumi.why
  const name = draft.value === undefined ? 'The profile' : `The profile ${draft.value}`
  return `${name} holds no credentials of its own; it only gives the region.`
}

/** The places with what pulumi-aws makes of them: it skips a place that has nothing, and fails at one that it cannot use. */
export function withAnswer(
  drafts: readonly Draft[],
  answered: ReaderAnswer,
  input: IdentityInput,
): readonly Draft[] {
  const { pulumi: answer } = answered
  if (answer.works === false) {
    const blamed = placeToBlame(answer, drafts, input)
    const at = drafts.findIndex(({ source }) => source === blamed)
    return drafts.map((draft, index) => {
      if (index === at) return { ...draft, present: true, fails: answer.why }
      // Earlier places are not reached: loading the profile ends the run.
      return index < at && draft.present === true
        ? {
            ...draft,
            present: false,
            absent: 'The profile is loaded first, and that fails and ends the run.',
          }
        : draft
    })
  }
  const place = placeOf(answer, drafts)
  const at = drafts.findIndex(({ source }) => source === place)
  const checked = answer.checkedAs === undefined ? '' : ` ${checkSays(answer)}`
  return drafts.map((draft, index) => {
    if (index === at)
      return draft.source === 'instance-metadata'
        ? draft
        : { ...draft, present: true, wins: `${draft.wins}${checked}` }
    if (index > at || draft.present !== true) return draft
    return {
      ...draft,
      present: answer.source === 'imds' ? 'unknown' : false,
      absent: emptyProfile(draft, answered),
    }
  })
}

const checkedSources: ReadonlyMap<string, string> = new Map([
  ['environment', 'the keys in the environment'],
  ['web-identity-environment', 'the web identity of the environment'],
  ['container', 'the container'],
  ['imds', 'the role of the machine'],
])

/** One sentence about what Pulumi's own check looks at, if that differs from what the resources get. */
export function checkSays({ checkedAs }: ReaderResult): string {
  if (checkedAs === undefined) return ''
  const { source, chain, role } = checkedAs
  const what =
    checkedSources.get(source) ??
    (chain[0] === undefined ? (role ?? 'other credentials') : `the profile ${chain[0]}`)
  return `The check before the run looks at ${what} instead.`
}
