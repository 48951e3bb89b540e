import { access } from 'node:fs/promises'
import type { HandlersOf } from '../../../shared/contract/handlers.ts'
import { hookText } from '../../../shared/domain/shells/hook-text.ts'
import { hookShells, type HookShell } from '../../../shared/domain/shells/types.ts'
import { ok } from '../../../shared/result.ts'
import type { PlanStore } from '../../edits/plans.ts'
import type { FileService } from '../../files/types.ts'
import type { CorePorts } from '../../host/ports.ts'
import { forgetHookRan } from '../../state/hook-ran.ts'
import type { StackpassPaths } from '../../state/paths.ts'
import { planInstall, planRemove, type InstallPlace } from './install.ts'
import { usersShell } from './rc-files.ts'

/** What the start-up files of shells are planned with. */
export interface ShellContext {
  readonly ports: CorePorts
  readonly paths: StackpassPaths
  readonly files: FileService
  readonly plans: PlanStore
}

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
    const setup = await planInstall(shell, place)
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

  return {
    'shells.list': async () => ok({ shells: await Promise.all(hookShells.map(status)) }),
    'shells.hook': ({ shell }) =>
      ok({
        text: hookText(shell, {
          stateFile: paths.activeStateFile,
          ...(ports.program !== undefined && { program: ports.program }),
        }),
      }),
    'shells.plan': async ({ shell, remove }) => {
      const setup = remove === true ? await planRemove(shell, place) : ok(await planInstall(shell, place))
      if (!setup.ok) return setup
      const summary = remove === true ? `Took the ${shell} hook out` : `Set up the ${shell} hook`
      const plan = await context.files.plan(summary, setup.value.changes)
      if (!plan.ok) return plan
      const kept = context.plans.keep(plan.value)
      if (remove === true) context.plans.whenApplied(kept.planId, () => Promise.resolve(forgetHookRan(paths)))
      return ok(kept)
    },
  }
}
