import type { ProfileDetail } from '../../../shared/contract/models.ts'
import { botocoreView } from '../../../shared/domain/aws/lenses/botocore.ts'
import { smithyView, survivesMerge } from '../../../shared/domain/aws/lenses/smithy.ts'
import { allSectionsOf } from '../../../shared/domain/aws/lookup.ts'
import { blockAt, effectInWords, managedBlocks } from '../../../shared/domain/aws/markers/managed.ts'
import type { ReaderResult } from '../../../shared/domain/aws/readers/types.ts'
import { findReferences } from '../../../shared/domain/aws/references.ts'
import type { MergedProfile } from '../../../shared/domain/aws/types.ts'
import type { ReaderResults } from '../../aws/ask-readers.ts'
import type { AwsView, SharedFileState } from '../../aws/aws-files.ts'
import { problemsOf } from '../../aws/problems.ts'
import { chainInWords } from './chain-in-words.ts'
import { summarise, viewFileProblem, viewSetting, type ProfileFacts } from './summaries.ts'

/** The profiles that each reader finds in a file. */
interface Seen {
  /** One file that botocore cannot parse makes the AWS CLI fail altogether. */
  readonly cliFails: boolean
  readonly cli: ReadonlySet<string>
  readonly js: ReadonlySet<string>
}

/** By the bytes of a file, which stay the same object as long as the file does: looking at the next profile asks again. */
const seenIn = new WeakMap<Uint8Array, Seen>()

function look(bytes: Uint8Array, kind: SharedFileState['kind']): Seen {
  const botocore = botocoreView(bytes, kind)
  const seen: Seen = {
    cliFails: botocore.error !== undefined,
    cli: new Set(botocore.profiles.keys()),
    js: new Set([...smithyView(bytes, kind).profiles.keys()].filter(survivesMerge)),
  }
  seenIn.set(bytes, seen)
  return seen
}

function seenBy(view: AwsView, name: string): { awsCli: boolean; jsSdk: boolean } {
  const files = [view.config, view.credentials].flatMap(({ bytes, kind }) =>
    bytes === undefined ? [] : [seenIn.get(bytes) ?? look(bytes, kind)],
  )
  return {
    awsCli: !files.some(({ cliFails }) => cliFails) && files.some(({ cli }) => cli.has(name)),
    jsSdk: files.some(({ js }) => js.has(name)),
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

const viewReader = ({
  works,
  source,
  chain,
  base,
  role,
  account,
  asks,
  waitsFor,
  error,
  why,
}: ReaderResult) => ({
  works,
  source,
  chain: [...chain],
  base,
  role,
  account,
  asks,
  waitsFor,
  error,
  why,
})

function viewReaders({ awsCli, jsSdk, goSdk, terraform, pulumi }: ReaderResults): ProfileDetail['readers'] {
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
  readers: ReaderResults,
): ProfileDetail {
  const managed = ownersOf(view, profile.name)
  return {
    summary: summarise(profile, facts),
    settings: [...profile.settings.values()].map(viewSetting),
    chain: chainInWords(view.profiles, profile.name),
    problems: problemsOf(view)
      .filter((problem) => problem.profile === profile.name)
      .map(viewFileProblem),
    references: findReferences(view.config.document, view.credentials.document, profile.name).map(
      ({ profile: by, key }) => ({ profile: by, key }),
    ),
    seenBy: seenBy(view, profile.name),
    readers: viewReaders(readers),
    ...(managed.length > 0 && { managed }),
    configLine: profile.configLine,
    credentialsLine: profile.credentialsLine,
  }
}
