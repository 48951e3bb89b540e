import type { Operation } from '../../shared/contract/models.ts'
import type { SharedFileDocument } from '../../shared/domain/aws/document.ts'
import { secretKeys } from '../../shared/domain/aws/keys.ts'
import { parseSharedFile } from '../../shared/domain/aws/parse.ts'
import type { SharedFileKind } from '../../shared/domain/aws/types.ts'
import type { AwsFiles, AwsView } from '../aws/aws-files.ts'
import { ProfileMap } from '../aws/profile-map.ts'
import type { Plan } from '../files/types.ts'

/** The shared files as they will be. */
export interface PlannedView {
  readonly config: { readonly document?: SharedFileDocument }
  readonly profiles: AwsView['profiles']
}

/** What both files hold once the plan is written, as far as they are as they were when it was made. */
export function plannedView(view: AwsView, plan: Plan, paths: AwsFiles['paths']): PlannedView {
  const documentOf = (kind: SharedFileKind): SharedFileDocument | undefined => {
    const file = plan.files.find(({ path }) => path === paths[kind])
    if (file === undefined) return view[kind].document
    return file.after === undefined ? undefined : parseSharedFile(file.after, kind)
  }
  const config = documentOf('config')
  return {
    config: config === undefined ? {} : { document: config },
    profiles: new ProfileMap(config, documentOf('credentials')),
  }
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
