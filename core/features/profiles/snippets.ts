import type { SnippetFormat } from '../../../shared/contract/models.ts'
import { expiryOf } from '../../../shared/domain/aws/expiry.ts'
import type { MergedProfile } from '../../../shared/domain/aws/types.ts'
import { usesContainer } from '../../../shared/domain/aws/references.ts'
import { environmentSnippet, type SnippetValues } from '../../../shared/domain/transfer/export/snippet.ts'
import { ok, type Result } from '../../../shared/result.ts'
import type { AwsView } from '../../aws/aws-files.ts'
import type { HandOuts } from '../../handouts/hand-outs.ts'
import type { CorePorts } from '../../host/ports.ts'

/** The environment snippet of a profile as the files have it. Errors: SecretMissing, InvalidValue. */
function makeSnippet(
  { profile, view }: { readonly profile: MergedProfile; readonly view: Pick<AwsView, 'profiles'> },
  format: SnippetFormat,
  secrets: boolean,
): Result<{ text: string; expiresAt?: string }> {
  const values: { -readonly [K in keyof SnippetValues]: SnippetValues[K] } = {
    profile: profile.name,
    fromContainer: usesContainer(view.profiles, profile.name),
  }
  const take = (
    name: 'region' | 'accessKeyId' | 'secretAccessKey' | 'sessionToken' | 'accountId',
    key: string,
  ): void => {
    const value = profile.settings.get(key)?.value
    if (value !== undefined && value !== '') values[name] = value
  }
  take('region', 'region')
  take('accessKeyId', 'aws_access_key_id')
  take('secretAccessKey', 'aws_secret_access_key')
  take('sessionToken', 'aws_session_token')
  take('accountId', 'aws_account_id')
  const expiresAt = expiryOf(profile)
  if (expiresAt !== undefined) values.expiresAt = expiresAt
  const text = environmentSnippet(values, format, { secrets })
  return text.ok ? ok({ text: text.value, ...(expiresAt !== undefined && { expiresAt }) }) : text
}

/** The same, handed out: with secrets it goes into the log, and a person is asked where that is due. */
export async function giveSnippet(
  { handOuts, ports }: { readonly handOuts: HandOuts; readonly ports: Pick<CorePorts, 'host'> },
  found: { readonly profile: MergedProfile; readonly view: Pick<AwsView, 'profiles'> },
  format: SnippetFormat,
  secrets: boolean,
): ReturnType<typeof handOuts.give<{ text: string; expiresAt?: string }>> {
  const make = () => makeSnippet(found, format, secrets)
  const hasSecret = secrets && found.profile.settings.has('aws_secret_access_key')
  if (!hasSecret) return make()
  const way = ports.host === 'cli' ? 'env' : 'copy'
  return handOuts.give(
    { profile: found.profile, way },
    async () => make(),
    () => ({ cached: false }),
  )
}
