import type { HandlersOf } from '../../../shared/contract/handlers.ts'
import type { Output } from '../../../shared/contract/index.ts'
import type { ActiveState } from '../../../shared/contract/models.ts'
import { ownCommand } from '../../../shared/domain/aws/own-command.ts'
import { fail, ok } from '../../../shared/result.ts'
import type { BridgeContext } from './bridge-context.ts'
import { runGuiVectors } from './follow.ts'
import { guiEnvironment } from './gui-environment.ts'
import { planMirror, rememberMirror } from './mirror.ts'
import { findPointer, planPointer, planTwin } from './pointer.ts'
import { readBridges, writeBridges } from './state.ts'

async function statusOf(context: BridgeContext, active: ActiveState): Promise<Output<'bridges.status'>> {
  const [bridges, view] = [await readBridges(context), await context.aws.view()]
  const { platform, program } = context.ports
  const pointer = findPointer(view, bridges.pointer)
  const command = ownCommand({ active: true }, { platform, program })
  const gui = guiEnvironment(platform)
  return {
    pointer: {
      installed: pointer !== undefined,
      profile: pointer ?? 'active',
      command:
        (pointer && view.profiles.get(pointer)?.settings.get('credential_process')?.value) ??
        (command.ok ? command.value : ''),
    },
    mirror: { on: bridges.mirror !== undefined, of: bridges.mirror?.of },
    gui: {
      supported: gui.supported,
      on: bridges.gui === true,
      mechanism: gui.mechanism,
      commands: active.profile === undefined ? gui.unset() : gui.set(active.profile),
    },
  }
}

/** The opt-in ways to reach programs beyond the shells. `active` says which profile is active. */
export function createBridgeHandlers(
  context: BridgeContext,
  active: () => Promise<ActiveState>,
): HandlersOf<'bridges'> {
  const status = async () => ok(await statusOf(context, await active()))
  return {
    'bridges.status': status,
    'bridges.planPointer': async ({ on, name }) => planPointer(context, on, name, (await active()).profile),
    'bridges.planTwin': ({ profile, name, stacks }) => planTwin(context, profile, name, stacks),
    'bridges.planMirror': async ({ on, profile }) => {
      if (!on) {
        const { mirror } = await readBridges(context)
        return mirror === undefined
          ? fail('NothingToChange', 'Nothing is copied into [default].', {
              reason: 'The mirror is off.',
              remedy: 'Nothing needs to be done.',
            })
          : planMirror(context, { off: true })
      }
      const wanted = profile ?? (await active()).profile
      if (wanted === undefined)
        return fail('CredentialsUnavailable', 'No profile is active.', {
          reason: 'Only an active profile can be copied into [default].',
          remedy: 'Run `stackpass use NAME` first.',
        })
      return planMirror(context, { profile: wanted })
    },
    'bridges.dropMirror': async () => {
      await rememberMirror(context, undefined)
      return status()
    },
    'bridges.setGui': async ({ on }) => {
      const gui = guiEnvironment(context.ports.platform)
      if (!gui.supported)
        return fail('NotSupportedHere', 'This system has no environment for GUI programs.', {
          reason: 'macOS, Windows and Linux with systemd have one.',
          remedy: 'Start the program from a terminal, or use the pointer profile.',
        })
      const { profile } = await active()
      const run = await runGuiVectors(context, on ? profile : undefined)
      if (!run.ok) return run
      await writeBridges(context, { ...(await readBridges(context)), gui: on })
      return status()
    },
  }
}
