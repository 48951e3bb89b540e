import type { Operation } from '../../../shared/contract/models.ts'
import { textOf } from '../../../shared/domain/pulumi/identity/effective-config.ts'
import type { StackOperation } from '../../../shared/domain/pulumi/operations.ts'
import type { ConfigEntry } from '../../../shared/domain/pulumi/read/config.ts'
import { profileInUrl } from '../../../shared/domain/pulumi/problems/urls.ts'
import type { ProfileInUrl, ProfileUser } from '../../edits/profile-users.ts'
import type { FileChange } from '../../files/types.ts'
import type { LoadedProject, LoadedStack } from '../../stacks/load-project.ts'
import { stackChange } from './stack-change.ts'
import type { Target } from './touched.ts'

/** Config keys that hold the name of a profile. */
const profileKeys = ['aws:profile', 'aws-native:profile']

function keysNaming(config: readonly ConfigEntry[] | undefined, profile: string): string[] {
  const entries = (config ?? []).filter(
    ({ logical, value }) => profileKeys.includes(logical) && textOf(value) === profile,
  )
  return entries.map(({ logical }) => logical)
}

/** The profiles that the file of a stack names, or its project file; also where another source goes before them. */
export function profilesNamedBy({ found }: LoadedProject, { content }: LoadedStack): readonly string[] {
  const own = content.file?.config ?? []
  // A stack that sets the key itself does not take it from the project.
  const entries = profileKeys.flatMap((key) => {
    const ofStack = own.filter(({ logical }) => logical === key)
    return ofStack.length > 0
      ? ofStack
      : (found.content?.config ?? []).filter(({ logical }) => logical === key)
  })
  return [...new Set(entries.flatMap(({ value }) => textOf(value) ?? []))]
}

/** The stacks whose own file, or whose project file, names the profile. */
export function stacksNaming(projects: readonly LoadedProject[], profile: string): ProfileUser[] {
  return projects.flatMap((project) =>
    project.stacks
      .filter((stack) => profilesNamedBy(project, stack).includes(profile))
      .map(({ name }) => ({
        project: project.found.folder,
        stack: name,
        label: `${project.found.name}/${name}`,
      })),
  )
}

/** The backends of projects and the secrets providers of stacks whose address names one of the profiles. */
export function urlsNaming(projects: readonly LoadedProject[], profiles: readonly string[]): ProfileInUrl[] {
  const named = (url: string | undefined, label: string): ProfileInUrl[] => {
    const profile = url === undefined ? undefined : profileInUrl(url)
    return profile !== undefined && profiles.includes(profile) ? [{ profile, label }] : []
  }
  return projects.flatMap(({ found, stacks }) => [
    ...named(found.content?.backendUrl, `the backend of ${found.name}`),
    ...stacks.flatMap(({ name, content }) =>
      named(content.file?.secretsProvider, `the secrets provider of ${found.name}/${name}`),
    ),
  ])
}

/** Old name to new one; undefined for a profile that is deleted. */
export function movesOf(operations: readonly Operation[]): Map<string, string | undefined> {
  const moves = new Map<string, string | undefined>()
  for (const operation of operations) {
    if ('section' in operation && operation.section !== undefined && operation.section !== 'profile') continue
    if (operation.type === 'renameProfile') moves.set(operation.from, operation.to)
    if (operation.type === 'deleteProfile') moves.set(operation.name, undefined)
  }
  return moves
}

function followIn(
  path: string,
  target: Target,
  config: readonly ConfigEntry[] | undefined,
  moves: ReadonlyMap<string, string | undefined>,
  homeDir: string,
): FileChange[] {
  const operations = [...moves].flatMap(([from, to]): StackOperation[] =>
    keysNaming(config, from).map((key) =>
      to === undefined
        ? { type: 'unsetOptionPath', path: key }
        : { type: 'setOptionPath', path: key, value: to },
    ),
  )
  return operations.length === 0 ? [] : [stackChange(path, target, operations, homeDir)]
}

/** The changes of stack and project files that follow renamed and deleted profiles. */
export function followChanges(
  projects: readonly LoadedProject[],
  moves: ReadonlyMap<string, string | undefined>,
  homeDir: string,
): { readonly project: LoadedProject; readonly change: FileChange }[] {
  return projects.flatMap((project) => {
    const { found, stacks } = project
    return [
      ...followIn(found.projectFile, 'project', found.content?.config, moves, homeDir),
      ...stacks.flatMap(({ path, content }) => followIn(path, 'stack', content.file?.config, moves, homeDir)),
    ].map((change) => ({ project, change }))
  })
}
