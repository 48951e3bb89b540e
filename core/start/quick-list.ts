import { existsSync } from 'node:fs'
import type { ReaderName } from '../../shared/domain/aws/readers/types.ts'
import type { ParsedInput } from '../../shared/contract/index.ts'
import type { AwsFiles } from '../aws/aws-files.ts'
import { credentialSources, type SourcesContext } from '../credentials/credential-sources.ts'
import { resultsAs } from '../credentials/verified-results.ts'
import { listProfiles } from '../features/profiles/list.ts'
import { createAccountNames } from '../state/account-names.ts'
import { ownFilesAtOnce } from '../state/own-files.ts'
import type { StackpassPaths } from '../state/paths.ts'
import type { RecentsFile } from '../state/recents.ts'

const plain = { favourites: [], groups: [], profileGroups: [], statusReader: 'awsCli' as const }

interface ListingContext extends SourcesContext {
  readonly paths: StackpassPaths
  readonly aws: AwsFiles
  readonly recents: RecentsFile
}

/** The size of both files together up to which their settings are looked at unasked: about a thousand profiles, some 10 ms. */
const smallFiles = 256 * 1024

/**
 * The handler of `profiles.list` for the quick core: settings and kept results bring their schemas only where there
 * are any. Unless the input says so, what is wrong with single settings is looked for in small files only.
 */
export async function quickList(context: ListingContext, input: ParsedInput<'profiles.list'>) {
  const view = await context.aws.view()
  const { settingsFile, verifiedFile, accountNamesFile } = context.paths
  const settings = {
    async get() {
      if (!existsSync(settingsFile)) return plain
      const { createSettings } = await import('../state/settings.ts')
      return createSettings(settingsFile, context.recents).get()
    },
  }
  const verified = {
    async current(as: ReaderName) {
      if (!existsSync(verifiedFile)) return new Map()
      const { createVerifyStore } = await import('../features/verify/store.ts')
      const sources = credentialSources(context, view)
      return resultsAs(await createVerifyStore(verifiedFile).results(sources), as)
    },
  }
  const size = (view.config.bytes?.length ?? 0) + (view.credentials.bytes?.length ?? 0)
  const { problems = size <= smallFiles } = input
  // Looked at once: to read three megabytes again only to find them unchanged would take as long as the table.
  return listProfiles(
    {
      aws: { view: () => Promise.resolve(view) },
      settings,
      verified,
      accountNames: createAccountNames(accountNamesFile, ownFilesAtOnce),
    },
    { problems },
  )
}
