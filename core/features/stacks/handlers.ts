import type { Handler, HandlersOf } from '../../../shared/contract/handlers.ts'
import type { MethodName } from '../../../shared/contract/index.ts'
import { fail, ok } from '../../../shared/result.ts'
import type { ProfileUsers } from '../../edits/profile-users.ts'
import { shownPath } from '../../system/shown-path.ts'
import type { StackService } from './service.ts'
import type { StackContext } from './types.ts'

export interface StackFeature {
  readonly handlers: HandlersOf<'stacks'>
  readonly profileUsers: ProfileUsers
  close(): Promise<void>
}

type StackMethod = Extract<keyof StackService['handlers'], MethodName>

/** Projects and stacks. The first call loads the YAML parser and everything that needs it. */
export function createStackFeature(context: StackContext): StackFeature {
  let service: Promise<StackService> | undefined
  const load = (): Promise<StackService> =>
    (service ??= import('./service.ts').then(({ createStackService }) => createStackService(context)))

  function later<M extends StackMethod>(method: M): Handler<M> {
    return async (input) => ((await load()).handlers[method] as Handler<M>)(input)
  }

  /** Nothing is loaded for people who have no folder with projects. */
  async function hasFolders(): Promise<boolean> {
    return (await context.settings.get()).stackFolders.length > 0
  }

  // What profiles and checks say about stacks is joined on each request, so asking again is enough.
  const unsubscribe = context.events.subscribe(({ type }) => {
    const concerns = type === 'filesChanged' || type === 'verifyProgress' || type === 'verifiedChanged'
    if (concerns && service !== undefined && context.ports.watch === true)
      context.events.emit({ type: 'stacksChanged' })
  })

  return {
    handlers: {
      'stacks.list': later('stacks.list'),
      'stacks.scan': later('stacks.scan'),
      'stacks.addFolder': later('stacks.addFolder'),
      'stacks.folders': async ({ folder, beginning }) =>
        (await import('./list-folders.ts')).listFolders(folder, beginning ?? '', context.ports.homeDir),
      'stacks.chooseFolder': async () => {
        if (context.ports.chooseFolder === undefined)
          return fail('DialogUnavailable', 'This host has no dialog for folders.', {
            reason: 'Only the desktop app can open one.',
            remedy: 'Type the path of the folder, or choose it from the list.',
          })
        const folder = await context.ports.chooseFolder()
        return ok(folder === undefined ? {} : { folder: shownPath(folder, context.ports.homeDir) })
      },
      'stacks.removeFolder': later('stacks.removeFolder'),
      'stacks.show': later('stacks.show'),
      'stacks.plan': later('stacks.plan'),
      'stacks.planProfiles': later('stacks.planProfiles'),
      'stacks.pinAccount': later('stacks.pinAccount'),
      'stacks.using': later('stacks.using'),
      'stacks.setSecret': later('stacks.setSecret'),
      'stacks.snippet': later('stacks.snippet'),
    },
    profileUsers: {
      find: async (profiles) =>
        (await hasFolders())
          ? (await load()).users.find(profiles)
          : { users: [], inUrls: [], complete: true },
      give: async (stacks, profile) => (await load()).users.give(stacks, profile),
      follow: async (operations) => ((await hasFolders()) ? (await load()).users.follow(operations) : ok([])),
    },
    async close() {
      unsubscribe()
      ;(await service)?.close()
    },
  }
}
