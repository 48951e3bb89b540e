import type { Operation } from '../../shared/contract/models.ts'
import { secretKeys } from '../../shared/domain/aws/keys.ts'
import { parseSharedFile } from '../../shared/domain/aws/parse.ts'
import type { SharedFileKind } from '../../shared/domain/aws/types.ts'
import type { AwsFiles, AwsView, SharedFileState } from '../aws/aws-files.ts'
import { ProfileMap } from '../aws/profile-map.ts'
import type { Plan } from '../files/types.ts'

export type PlannedFile = Pick<SharedFileState, 'path' | 'state' | 'bytes' | 'document' | 'error'>

/** The shared files as they will be. */
export interface PlannedView {
  readonly config: PlannedFile
  readonly credentials: PlannedFile
  readonly profiles: AwsView['profiles']
}

/** What both files hold once the plan is written, if they are unchanged since it was made. */
export function plannedView(view: AwsView, plan: Plan, paths: AwsFiles['paths']): PlannedView {
  const planned = (kind: SharedFileKind): PlannedFile => {
    const file = plan.files.find(({ path }) => path === paths[kind])
    if (file === undefined) return view[kind]
    const { path, after: bytes } = file
    if (bytes === undefined) return { path, state: 'missing' }
    return { path, state: 'present', bytes, document: parseSharedFile(bytes, kind) }
  }
  const [config, credentials] = [planned('config'), planned('credentials')]
  return { config, credentials, profiles: new ProfileMap(config.document, credentials.document) }
}

const signsIn = (key: string): boolean => key === 'aws_access_key_id' || secretKeys.has(key)

function keysOf(operation: Operation): { profile: string; keys: readonly string[] } | undefined {
  switch (operation.type) {
    case 'set':
      return { profile: operation.profile, keys: [operation.key] }
    case 'setMany':
      return { profile: operation.profile, keys: operation.entries.map(({ key }) => key) }
    case 'addProfile':
      return { profile: operation.name, keys: operation.entries.map(({ key }) => key) }
    default:
      return undefined
  }
}

/** The profiles that get other keys by these operations and sign in with them alone: no role, no program, no sign-in page. */
export function profilesWithNewKeys(operations: readonly Operation[], after: () => PlannedView): string[] {
  const names = operations.flatMap((operation) => {
    const set = keysOf(operation)
    return set?.keys.some((key) => signsIn(key.toLowerCase())) === true ? [set.profile] : []
  })
  if (names.length === 0) return []
  const { profiles } = after()
  return [...new Set(names)].filter((name) => {
    const kind = profiles.get(name)?.kind
    return kind === 'keys' || kind === 'session'
  })
}
