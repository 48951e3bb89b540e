import { access } from 'node:fs/promises'
import type { HandlersOf } from '../../../shared/contract/handlers.ts'
import type { Input } from '../../../shared/contract/index.ts'
import { completionText } from '../../../shared/domain/shells/completion/text.ts'
import { hookShells, type HookShell } from '../../../shared/domain/shells/types.ts'
import { fail, ok, type Result } from '../../../shared/result.ts'
import type { PlanStore } from '../../edits/plans.ts'
import type { FileService } from '../../files/types.ts'
import type { CorePorts } from '../../host/ports.ts'
import { forgetHookRan } from '../../state/hook-ran.ts'
import { completionFiles } from '../../state/kept-profiles.ts'
import type { StackpassPaths } from '../../state/paths.ts'
import { hookOf, planInstall, planRemove, type InstallPlace, type ShellSetup } from './install.ts'
import { keepProfiles, type KeepContext } from './keep-profiles.ts'
import { usersShell } from './rc-files.ts'

/** What the start-up files of shells are planned with. */
export interface ShellContext extends Omit<KeepContext, 'events' | 'ports'> {
  readonly ports: CorePorts
  readonly paths: StackpassPaths
  readonly files: FileService
  readonly plans: PlanStore
}

type Part = NonNullable<Input<'shells.plan'>['part']>

export function createShellHandlers(context: ShellContext): HandlersOf<'shells'> {
  const { ports, paths } = context
  const place: InstallPlace = {
    env: ports.env,
    platform: ports.platform,
    homeDir: ports.homeDir,
    stateDir: paths.stateDir,
    activeStateFile: paths.activeStateFile,
    ...(ports.program !== undefined && { program: ports.program }),
    exists: (path) =>
      access(path).then(
        () => true,
        () => false,
      ),
    read: async (path) => {
      const file = await context.files.read(path)
      return file.ok ? file.value?.bytes : undefined
    },
  }

  async function status(shell: HookShell) {
    const setup = await planInstall('hook', shell, hookOf(shell, place), place)
    const login = usersShell(place)
    const isLogin = login.ok && login.value === shell
    return {
      shell,
      label: setup.label,
      path: setup.rcFile,
      lines: setup.lines.join('\n'),
      installed: setup.installed,
      inUse: isLogin || (await place.read(setup.rcFile)) !== undefined,
    }
  }

  async function textOf(shell: HookShell, part: Part): Promise<Result<string>> {
    if (part === 'hook') return ok(hookOf(shell, place))
    const table = await ports.commandTable?.()
    if (table === undefined) {
      return fail('NotSupportedHere', 'Completion cannot be set up from here.', {
        reason: 'It is made from the commands of the command line, which this program does not contain.',
        remedy: `Run \`stackpass completion ${shell} --install\` in a terminal.`,
      })
    }
    const files = completionFiles(paths, ports.platform)
    return ok(completionText(shell, { table, ...files, aws: part === 'completion-with-aws' }))
  }

  async function plan(shell: HookShell, part: Part, remove: boolean): Promise<Result<ShellSetup>> {
    const kind = part === 'hook' ? 'hook' : 'completion'
    if (remove) return planRemove(kind, shell, place)
    const text = await textOf(shell, part)
    return text.ok ? ok(await planInstall(kind, shell, text.value, place)) : text
  }

  return {
    'shells.list': async () => ok({ shells: await Promise.all(hookShells.map(status)) }),
    'shells.hook': ({ shell }) => ok({ text: hookOf(shell, place) }),
    'shells.plan': async ({ shell, remove = false, part = 'hook' }) => {
      const setup = await plan(shell, part, remove)
      if (!setup.ok) return setup
      const what = part === 'hook' ? 'hook' : 'completion'
      const summary = remove ? `Removed the ${shell} ${what}` : `Set up the ${shell} ${what}`
      const planned = await context.files.plan(summary, setup.value.changes)
      if (!planned.ok) return planned
      const kept = context.plans.keep(planned.value)
      if (remove && part === 'hook')
        context.plans.whenApplied(kept.planId, () => Promise.resolve(forgetHookRan(paths)))
      if (!remove && part !== 'hook') context.plans.whenApplied(kept.planId, () => keepProfiles(context))
      return ok(kept)
    },
  }
}
