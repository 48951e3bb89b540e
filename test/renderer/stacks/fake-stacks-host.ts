import type { Input, Reply } from '../../../shared/contract/index.ts'
import type { PlanView, StackDetail, StackList } from '../../../shared/contract/models.ts'
import { fail, ok, type CodedError } from '../../../shared/result.ts'
import type { FakeHostLink } from '../fake-host-link.ts'
import type { Handlers, HandlersOf } from '../fake-handlers.ts'
import { fakeStackDetail, fewStacks, production, staging } from './fake-stacks.ts'

export interface FakeStacks {
  list: StackList
  pulumiInstalled: boolean
  /** What one option is instead. */
  hidden?: { readonly name: string; readonly at: readonly string[] }
  /** The next reply of a method, once. */
  failures: Map<string, CodedError>
}

/** With an option that is encrypted at some places, where the test wants one. */
function detailOf(
  { hidden, pulumiInstalled }: Pick<FakeStacks, 'hidden' | 'pulumiInstalled'>,
  detail: StackDetail,
): StackDetail {
  const options = detail.options.map((option) => {
    if (option.name !== hidden?.name) return option
    const { value: _, ...rest } = option
    return { ...rest, secure: true, secretAt: [...hidden.at] }
  })
  return { ...detail, options, pulumiInstalled }
}

function planFor(input: Input<'stacks.plan'>, planId: string): PlanView {
  const files = input.stacks.map(({ project, stack }) => ({
    path: `${project}/Pulumi.${stack}.yaml`,
    label: `Pulumi.${stack}.yaml`,
    created: false,
    deleted: false,
    hunks: [
      {
        linesAbove: 5,
        lines: [
          { type: 'remove' as const, oldLine: 6, text: '  aws:profile: prod-billing' },
          { type: 'add' as const, newLine: 6, text: '  aws:profile: staging-admin' },
        ],
      },
    ],
    linesBelow: 3,
    added: 1,
    removed: 1,
  }))
  // The file of the stack `dev` has keys of aws-native as well.
  const isLeft = input.native !== true && input.stacks.some(({ stack }) => stack === 'dev')
  const left = { code: 'NativeLeftBehind', message: 'aws-native:profile differs from aws:profile.' }
  return { planId, summary: 'Set a profile', files, warnings: isLeft ? [left] : [], references: [] }
}

/** No folder was added yet. */
export const noStacks: StackList = {
  folders: [],
  projects: [],
  scanning: false,
  scannedFolders: 0,
  notes: [],
}

/** Answers what is asked about stacks, from what core knows of them. */
export function stackHandlers(stacks: Omit<FakeStacks, 'failures'>): HandlersOf<'stacks'> {
  const all = () =>
    stacks.list.projects.flatMap((project) => project.stacks.map((stack) => ({ project, stack })))
  const find = (id: { project: string; stack: string }) =>
    all().find(({ stack }) => stack.project === id.project && stack.stack === id.stack)
  let count = 0
  return {
    'stacks.list': () => ok(stacks.list),
    'stacks.scan': () => ok(stacks.list),
    'stacks.folders': ({ folder, beginning = '' }) => {
      const names = folder === '~' ? ['Documents', 'src'] : ['acme', 'ledger']
      const found = names.filter((name) => name.toLowerCase().startsWith(beginning.toLowerCase()))
      return ok({
        label: folder,
        ...(folder !== '~' && { above: '~' }),
        folders: found.map((name) => ({ name, label: `${folder}/${name}`, project: name === 'ledger' })),
        more: false,
      })
    },
    'stacks.chooseFolder': () => ok({ folder: '~/src' }),
    'stacks.addFolder': ({ folder }) => {
      stacks.list = { ...fewStacks(), folders: [folder] }
      return ok(stacks.list)
    },
    'stacks.removeFolder': ({ folder }) => {
      stacks.list = { ...stacks.list, folders: stacks.list.folders.filter((other) => other !== folder) }
      return ok(stacks.list)
    },
    'stacks.show': (id) => {
      const found = find(id)
      if (found === undefined) return fail('StackNotFound', `There is no stack ${id.stack}.`)
      return ok(detailOf(stacks, fakeStackDetail(found.stack, found.project)))
    },
    'stacks.using': ({ profile }) =>
      ok({
        stacks: all()
          .filter(({ stack }) => stack.profile === profile)
          .map(({ stack }) => ({ project: stack.project, stack: stack.stack, label: stack.label })),
      }),
    'stacks.plan': (input) => {
      const wrong = input.operations.some(
        (operation) =>
          operation.type === 'setProfile' &&
          operation.profile === 'staging-admin' &&
          input.stacks.some((id) => find(id)?.stack.allowedAccountIds.includes(production) === true),
      )
      if (wrong && input.confirmed !== true) {
        return fail(
          'WrongAccount',
          `staging-admin leads to account ${staging}, but prod allows only ${production}.`,
          {
            reason: 'aws:allowedAccountIds guards this stack.',
            remedy: 'Choose another profile.',
          },
        )
      }
      return ok(planFor(input, `stacks-${++count}`))
    },
    'stacks.planProfiles': ({ sets }) =>
      ok(planFor({ stacks: sets, operations: [{ type: 'unsetProfile' }] }, `stacks-${++count}`)),
    'stacks.pinAccount': ({ stacks: ids }) =>
      ok(planFor({ stacks: ids, operations: [{ type: 'unsetProfile' }] }, `stacks-${++count}`)),
    'stacks.setSecret': () => ok({}),
    'stacks.snippet': ({ kind }) => ok({ text: `# ${kind}\npermissions: {}\n`, fileName: `${kind}.yml` }),
  }
}

/** Puts the methods of stacks in front of a fake link. `stacks` is what core knows of them. */
export function withStacks(
  link: FakeHostLink,
  start: Partial<FakeStacks> = {},
): FakeHostLink & { stacks: FakeStacks } {
  const stacks: FakeStacks = { list: fewStacks(), pulumiInstalled: false, failures: new Map(), ...start }
  link.state.settings = { ...link.state.settings, stackFolders: stacks.list.folders }
  const handlers: Partial<Handlers> = {
    ...stackHandlers(stacks),
    'edits.apply': ({ planId }) =>
      ok({
        historyId: planId,
        summary: 'Set a profile',
        files: [],
        rebased: false,
        at: new Date().toISOString(),
      }),
  }
  const before = link.call.bind(link)
  return Object.assign(link, {
    stacks,
    call: async (method: string, input: unknown) => {
      const handler = new Map(Object.entries(handlers)).get(method) as
        ((input: unknown) => Reply<unknown> | Promise<Reply<unknown>>) | undefined
      if (handler === undefined) return before(method, input)
      ;(link.calls as { method: string; input: unknown }[]).push({ method, input })
      const failure = stacks.failures.get(method)
      if (failure === undefined) return handler(input)
      stacks.failures.delete(method)
      return { ok: false as const, error: failure }
    },
  })
}
