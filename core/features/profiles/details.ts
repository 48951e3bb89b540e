import type { ProfileDetail } from '../../../shared/contract/models.ts'
import { botocoreView } from '../../../shared/domain/aws/lenses/botocore.ts'
import { smithyView, survivesMerge } from '../../../shared/domain/aws/lenses/smithy.ts'
import { allSectionsOf } from '../../../shared/domain/aws/lookup.ts'
import { blockAt, effectInWords, managedBlocks } from '../../../shared/domain/aws/markers/managed.ts'
import type { ReaderResult } from '../../../shared/domain/aws/readers/types.ts'
import { findReferences } from '../../../shared/domain/aws/references.ts'
import type { MergedProfile } from '../../../shared/domain/aws/types.ts'
import type { ReaderResults } from '../../aws/ask-readers.ts'
import type { AwsView } from '../../aws/aws-files.ts'
import { problemsOfProfile } from '../../aws/problems.ts'
import { chainInWords } from './chain-in-words.ts'
import { summarise, viewFile, viewFileProblem, viewSetting, type ProfileFacts } from './summaries.ts'

/** Who finds the profile by its name. One file that botocore cannot parse makes the AWS CLI fail altogether. */
function seenBy(view: AwsView, name: string): { awsCli: boolean; jsSdk: boolean } {
  const files = [view.config, view.credentials].flatMap(({ bytes, kind }) =>
    bytes === undefined ? [] : [{ cli: botocoreView(bytes, kind), js: smithyView(bytes, kind) }],
  )
  return {
    awsCli:
      files.every(({ cli }) => cli.error === undefined) && files.some(({ cli }) => cli.profiles.has(name)),
    jsSdk: survivesMerge(name) && files.some(({ js }) => js.profiles.has(name)),
  }
}

/** The blocks of other programs that hold a section of the profile. */
function ownersOf(view: AwsView, name: string): NonNullable<ProfileDetail['managed']> {
  return [view.config, view.credentials].flatMap(({ document, kind: file }) => {
    const sections = document === undefined ? [] : allSectionsOf(document, name, 'profile')
    if (document === undefined || sections.length === 0) return []
    const blocks = managedBlocks(document)
    const held = new Set(sections.flatMap(({ start }) => blockAt(blocks, start) ?? []))
    return [...held].map((block) => {
      const { owner, line, endLine } = block
      return { owner, file, line, endLine, effect: effectInWords(block) }
    })
  })
}

/** As it crosses the contract. */
function viewReader({ keyId, checkedAs, step, chain, ...result }: ReaderResult) {
  return { ...result, chain: [...chain] }
}

function viewReaders({
  awsCli,
  jsSdk,
  goSdk,
  terraform,
  pulumi,
}: ReaderResults): NonNullable<ProfileDetail['readers']> {
  return {
    awsCli: viewReader(awsCli),
    jsSdk: viewReader(jsSdk),
    goSdk: viewReader(goSdk),
    terraform: viewReader(terraform),
    pulumi: viewReader(pulumi),
  }
}

/** One profile in full; secret values are left out. */
export function describeProfile(
  view: AwsView,
  profile: MergedProfile,
  facts: ProfileFacts,
  readers: ReaderResults | undefined,
): ProfileDetail {
  const managed = ownersOf(view, profile.name)
  return {
    summary: summarise(profile, facts),
    settings: [...profile.settings.values()].map(viewSetting),
    chain: chainInWords(view.profiles, profile.name),
    problems: problemsOfProfile(view, profile.name).map(viewFileProblem),
    // A profile that is its own source profile does not count as its user.
    references: findReferences(view.config.document, view.credentials.document, profile.name)
      .filter(({ profile: by }) => by !== profile.name)
      .map(({ profile: by, key }) => ({ profile: by, key })),
    seenBy: seenBy(view, profile.name),
    ...(readers && { readers: viewReaders(readers) }),
    ...(managed.length > 0 && { managed }),
    files: [view.config, view.credentials].map(viewFile),
    configLine: profile.configLine,
    credentialsLine: profile.credentialsLine,
  }
}
