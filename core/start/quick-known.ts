import { existsSync } from 'node:fs'
import type { Settings } from '../../shared/contract/models.ts'
import type { ReaderName } from '../../shared/domain/aws/readers/types.ts'
import type { AwsFiles } from '../aws/aws-files.ts'
import { credentialSources, type SourcesContext } from '../credentials/credential-sources.ts'
import { resultsAs } from '../credentials/verified-results.ts'
import { createAccountNames } from '../state/account-names.ts'
import { ownFilesAtOnce } from '../state/own-files.ts'
import type { StackpassPaths } from '../state/paths.ts'
import type { RecentsFile } from '../state/recents.ts'

const plain = { favourites: [], groups: [], profileGroups: [], statusReader: 'awsCli' as const }

export interface QuickContext extends SourcesContext {
  readonly paths: StackpassPaths
  readonly aws: AwsFiles
  readonly recents: RecentsFile
  readonly now: () => Date
}

/** What Stackpass itself knows about profiles: the schemas of settings and stored results are loaded only if there are any. */
export function quickKnown(context: QuickContext) {
  const { settingsFile, verifiedFile, accountNamesFile } = context.paths
  return {
    settings: {
      async get(): Promise<Pick<Settings, keyof typeof plain>> {
        if (!existsSync(settingsFile)) return plain
        const { createSettings } = await import('../state/settings.ts')
        return createSettings(settingsFile, context.recents).get()
      },
    },
    verified: {
      async current(as: ReaderName) {
        if (!existsSync(verifiedFile)) return new Map()
        const { createVerifyStore } = await import('../features/verify/store.ts')
        const sources = credentialSources(context, await context.aws.view())
        return resultsAs(await createVerifyStore(verifiedFile).results(sources), as)
      },
    },
    accountNames: createAccountNames(accountNamesFile, ownFilesAtOnce),
  }
}
