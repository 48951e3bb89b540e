import type { Input } from '../../shared/contract/index.ts'
import { listSections } from '../../shared/domain/aws/merge.ts'
import { validateProfileName } from '../../shared/domain/aws/names.ts'
import { readStartUrl } from '../../shared/domain/sessions/start-url.ts'
import { fail, ok, type Result } from '../../shared/result.ts'
import type { AwsView } from '../aws/aws-files.ts'

/** A session that is signed in to and listed before it is in the config file. */
export type NewSession = NonNullable<Input<'sessions.signIn'>['newSession']>

export const regionShape = /^[a-z]{2,4}(?:-[a-z]+)+-\d+$/

/** Whether a session may have this name and start URL. Errors: InvalidProfileName, ProfileExists, StartUrlUnknown, BadInput. */
export function checkNewSession({ config }: AwsView, wanted: NewSession): Result<NewSession> {
  const { name, startUrl, region } = wanted
  const named = validateProfileName(name)
  if (!named.ok) return named
  if (listSections(config.document, 'sso-session').some((section) => section.name === name))
    return fail('ProfileExists', `There is already an sso-session ${name}.`, {
      reason: 'Two sections with the same name are one session.',
      remedy: 'Sign in to that one, or choose another name.',
    })
  const read = readStartUrl(startUrl)
  if (read.kind === 'invalid')
    return fail('StartUrlUnknown', `${startUrl} is not a start URL.`, {
      reason: read.why,
      remedy: 'Copy it from the access portal.',
    })
  if (!regionShape.test(region))
    return fail('BadInput', `${JSON.stringify(region)} is not a Region.`, {
      reason: 'It does not have the right form.',
      remedy: 'Give it as AWS does, such as eu-west-1.',
    })
  return ok(wanted)
}
