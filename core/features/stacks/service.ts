import { stat } from 'node:fs/promises'
import type { HandlersOf } from '../../../shared/contract/handlers.ts'
import type { StackList } from '../../../shared/contract/models.ts'
import { fail, ok, type Result } from '../../../shared/result.ts'
import type { ProfileUsers } from '../../edits/profile-users.ts'
import { findProgram } from '../../system/find-program.ts'
import { shownPath } from '../../system/shown-path.ts'
import { describeStack } from './details.ts'
import { createFacts } from './facts.ts'
import { leavesProject, placeOutside } from './leaves-project.ts'
import { createLiveIndex, type Seen } from './live-index.ts'
import { planProfiles, profileChanges } from './plan-profiles.ts'
import { planPin } from './plan-pin.ts'
import { planStacks, type PlanTools } from './plan-stacks.ts'
import { followChanges, movesOf, stacksNaming, urlsNaming } from './profile-users.ts'
import { absoluteFolder, resolveProject, resolveStack } from './resolve-stacks.ts'
import { setSecret } from './set-secret.ts'
import { makeStackSnippet } from './snippets.ts'
import { summariseProject } from './summaries.ts'
import type { StackContext } from './types.ts'

export interface StackService {
  /** Choosing a folder needs none of it. */
  readonly handlers: Omit<HandlersOf<'stacks'>, 'stacks.folders' | 'stacks.chooseFolder'>
  readonly users: ProfileUsers
  close(): void
}

/** How long a rename in a command waits for the walk over the folders of the settings, in milliseconds. */
const usersWithin = 1_500

/** Everything that needs the YAML parser; loaded by the first call. */
export function createStackService(context: StackContext): StackService {
  const { ports } = context
  const live = createLiveIndex(context)
  const factsOf = createFacts(context)

  async function viewList(seen: Seen): Promise<StackList> {
    const facts = await factsOf(seen.projects)
    return {
      folders: [...seen.folders],
      projects: seen.projects.map((project) => summariseProject(project, facts)),
      scanning: seen.scanning,
      scannedFolders: seen.scannedFolders,
      notes: [...seen.notes],
    }
  }

  const tools: PlanTools = { context, index: live.index, factsFor: factsOf, written: live.changed }

  async function saveFolders(stackFolders: string[]): Promise<Result<StackList>> {
    const saved = await context.settings.set({ stackFolders })
    if (!saved.ok) return saved
    context.events.emit({ type: 'settingsChanged' })
    return ok(await viewList(await live.seen()))
  }

  async function chosen(project: string, stack: string) {
    const found = await resolveProject(live.index, project, ports.homeDir)
    return found.ok ? resolveStack(found.value, stack, false) : found
  }

  return {
    handlers: {
      'stacks.list': async () => ok(await viewList(await live.seen())),

      'stacks.scan': async ({ folders }) => ok(await viewList(await live.scan(folders))),

      'stacks.addFolder': async ({ folder }) => {
        const path = absoluteFolder(folder, ports.homeDir)
        const isFolder = await stat(path).then(
          (stats) => stats.isDirectory(),
          () => false,
        )
        if (!isFolder)
          return fail(
            'FolderMissing',
            `${shownPath(path, ports.homeDir)} is not a folder that can be read.`,
            {
              reason: 'It is missing, is not a folder, or you may not read it.',
              remedy: 'Choose another folder.',
            },
          )
        const roots = await live.roots()
        return roots.includes(path) ? ok(await viewList(await live.seen())) : saveFolders([...roots, path])
      },

      'stacks.removeFolder': async ({ folder }) => {
        const path = absoluteFolder(folder, ports.homeDir)
        return saveFolders((await live.roots()).filter((root) => root !== path))
      },

      'stacks.show': async ({ project, stack }) => {
        const found = await chosen(project, stack)
        if (!found.ok) return found
        const pulumi = findProgram('pulumi', ports.env, { platform: ports.platform })
        const { project: at, stack: of } = found.value
        return ok(await describeStack(at, of, await factsOf([at]), pulumi !== undefined, live.reader.state))
      },

      'stacks.plan': async ({
        stacks,
        operations,
        target,
        confirmed,
        leaveProject,
        native,
        leaveOutBroken,
      }) =>
        planStacks(tools, stacks, operations, {
          target: target ?? 'stack',
          confirmed: confirmed === true,
          leaveProject: leaveProject === true,
          native: native === true,
          leaveOutBroken: leaveOutBroken === true,
        }),

      'stacks.planProfiles': async ({ sets, confirmed, leaveProject }) =>
        planProfiles(tools, sets, { confirmed: confirmed === true, leaveProject: leaveProject === true }),

      'stacks.pinAccount': async ({ stacks, leaveProject }) => planPin(tools, stacks, leaveProject === true),

      'stacks.using': async ({ profile }) => {
        const { projects } = await live.seen()
        return ok({ stacks: stacksNaming(projects, profile) })
      },

      'stacks.setSecret': async ({ project, stack, path, value, leaveProject }) => {
        const found = await chosen(project, stack)
        if (!found.ok) return found
        const { stack: of, project: at } = found.value
        const outside = await placeOutside(at.found.folder, of.path)
        if (!outside.ok) return outside
        if (outside.value !== undefined && leaveProject !== true)
          return leavesProject(new Map([[of.path, outside.value]]), ports.homeDir)
        const set = await setSecret(found.value, path, value, ports)
        if (!set.ok) return set
        live.changed(found.value.project.found.folder)
        return ok({})
      },

      'stacks.snippet': (input) => ok(makeStackSnippet(input)),
    },
    users: {
      async find(profiles) {
        const { projects, scanning } = await live.seen(usersWithin)
        return {
          users: profiles.flatMap((profile) =>
            stacksNaming(projects, profile).map((user) => ({ ...user, profile })),
          ),
          inUrls: urlsNaming(projects, profiles),
          complete: !scanning,
        }
      },
      give: (stacks, profile) => profileChanges(tools, stacks, profile),
      async follow(operations) {
        const moves = movesOf(operations)
        if (moves.size === 0) return ok([])
        const { projects } = await live.scan(undefined)
        const changes = followChanges(projects, moves, ports.homeDir)
        const outside = new Map<string, string>()
        for (const { project, change } of changes) {
          const place = await placeOutside(project.found.folder, change.path)
          if (!place.ok) return place
          if (place.value !== undefined) outside.set(change.path, place.value)
        }
        // Nobody reviews each file of a rename: it writes none outside its project.
        return outside.size > 0
          ? leavesProject(outside, ports.homeDir)
          : ok(changes.map(({ change }) => change))
      },
    },
    close: () => live.close(),
  }
}
