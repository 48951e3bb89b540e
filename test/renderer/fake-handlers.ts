import type { Input, MethodName, Output, Reply } from '../../shared/contract/index.ts'
import type { PlanView } from '../../shared/contract/models.ts'
import { ok } from '../../shared/result.ts'
import { planFor } from './fake-plan.ts'

/** The command line alone asks for these. */
type NotForThePage =
  'credentials.get' | 'credentials.forget' | 'shells.hook' | 'folders.allow' | 'folders.set'
type PageMethod = Exclude<MethodName, NotForThePage>

/** An answer to every method that the page may ask for: a new one without an answer does not compile. */
export type Handlers = {
  readonly [M in PageMethod]: (input: Input<M>) => Reply<Output<M>> | Promise<Reply<Output<M>>>
}
export type HandlersOf<Room extends string> = Pick<Handlers, Extract<PageMethod, `${Room}.${string}`>>

const shells: Output<'shells.list'>['shells'] = [
  {
    shell: 'bash',
    label: '~/.bashrc',
    path: '/home/ana/.bashrc',
    lines: 'eval "$(stackpass shell-init bash)"\n',
    installed: false,
    inUse: true,
  },
]

/** Programs beyond the page: shells and terminals, and the ways to those that were started before. */
export function programHandlers(
  keep: (plan: PlanView) => PlanView,
): HandlersOf<'shells'> & HandlersOf<'terminals'> & HandlersOf<'bridges'> {
  let status: Output<'bridges.status'> = {
    pointer: { installed: false, profile: 'active', command: 'stackpass credential-process' },
    mirror: { on: false },
    gui: { supported: false, on: false, mechanism: '', commands: [] },
  }
  let count = 0
  const plan = (summary: string) => ok(keep(planFor([], `programs-${++count}`, summary)))
  const change = (next: Partial<typeof status>) => ok((status = { ...status, ...next }))
  return {
    'shells.list': () => ok({ shells }),
    'shells.plan': ({ shell, remove }) => plan(`${remove === true ? 'Remove' : 'Add'} the hook of ${shell}`),
    'terminals.open': () => ok({ program: 'gnome-terminal' }),
    'bridges.status': () => ok(status),
    'bridges.planPointer': () => plan('Change the pointer profile'),
    'bridges.planMirror': () => plan('Change the copy in default'),
    'bridges.planTwin': ({ profile }) => plan(`Add a twin of ${profile}`),
    'bridges.dropMirror': () => change({ mirror: { on: false } }),
    'bridges.setGui': ({ on }) => change({ gui: { ...status.gui, on } }),
  }
}
