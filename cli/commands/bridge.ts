import type { Call, Output } from '../../shared/contract/index.ts'
import { exitCodes, type CliContext, type CommonOptions } from '../context.ts'
import { withCore } from '../open-core.ts'
import { confirm, confirmPlan, notConfirmed, type ConfirmOptions } from '../output/confirm-plan.ts'
import { finish } from '../output/reply.ts'
import { safeText } from '../terminal/safe-text.ts'

export interface BridgeOptions extends ConfirmOptions {
  readonly name?: string
  readonly leave?: boolean
}

type Status = Output<'bridges.status'>

function printStatus(context: CliContext, { pointer, mirror, gui }: Status): void {
  const copied = mirror.of === undefined ? 'on, nothing to copy at the moment' : `on, a copy of ${mirror.of}`
  const lines = [
    `pointer  ${pointer.installed ? `on, profile ${pointer.profile}` : 'off'}`,
    `mirror   ${mirror.on ? copied : 'off'}`,
    `gui      ${gui.supported ? `${gui.on ? 'on' : 'off'}, by ${gui.mechanism}` : 'not supported here'}`,
  ]
  context.terminal.out(lines.map((line) => `${safeText(line)}\n`).join(''))
}

/** `bridge status` */
export function runBridgeStatus(context: CliContext, options: CommonOptions): Promise<number> {
  return withCore(context, async (call) =>
    finish(context, options, await call('bridges.status', {}), (status) => printStatus(context, status)),
  )
}

/** `bridge pointer on|off` */
export function runPointer(context: CliContext, on: boolean, options: BridgeOptions): Promise<number> {
  return withCore(context, async (call) => {
    const { name } = options
    const plan = await call('bridges.planPointer', { on, ...(name !== undefined && { name }) })
    return confirmPlan(context, call, options, plan, 'Write this?')
  })
}

/** `bridge twin PROFILE` */
export function runTwin(context: CliContext, profile: string, options: BridgeOptions): Promise<number> {
  return withCore(context, async (call) => {
    const { name } = options
    const plan = await call('bridges.planTwin', { profile, ...(name !== undefined && { name }) })
    return confirmPlan(context, call, options, plan, 'Write this?')
  })
}

async function dropMirror(context: CliContext, call: Call, options: BridgeOptions): Promise<number> {
  if (options.dryRun !== true) {
    const dropped = await call('bridges.dropMirror', {})
    return finish(context, options, dropped, (status) => printStatus(context, status))
  }
  return finish(context, options, await call('bridges.status', {}), () =>
    context.terminal.out(
      'The mirror would end and [default] would stay as it is. Nothing was written (--dry-run).\n',
    ),
  )
}

/** `bridge mirror on|off` */
export function runMirror(context: CliContext, on: boolean, options: BridgeOptions): Promise<number> {
  return withCore(context, async (call) => {
    if (!on && options.leave === true) return dropMirror(context, call, options)
    const plan = await call('bridges.planMirror', { on })
    return confirmPlan(context, call, options, plan, on ? 'Write this?' : 'Put the old default back?')
  })
}

/** `bridge gui on|off`. Shows the commands that it runs first, like the diff of a file. */
export function runGui(context: CliContext, on: boolean, options: BridgeOptions): Promise<number> {
  return withCore(context, async (call) => {
    const status = await call('bridges.status', {})
    if (!status.ok) return finish(context, options, status, () => undefined)
    const shown = status.value.gui.commands.map((vector) => `  ${safeText(vector.join(' '))}\n`).join('')
    if (options.dryRun === true) {
      return finish(context, options, status, () =>
        context.terminal.out(`${on ? shown : ''}Nothing was run (--dry-run).\n`),
      )
    }
    if (options.yes !== true && on) {
      context.terminal.err(shown)
      const answer = await confirm(context, 'Run this now and at every switch of the profile?')
      if (answer !== true) return notConfirmed(context, options, answer)
    }
    const set = await call('bridges.setGui', { on })
    if (!set.ok) return finish(context, options, set, () => undefined)
    finish(context, options, set, (value) => printStatus(context, value))
    return exitCodes.done
  })
}
