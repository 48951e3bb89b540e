import type { HostLink } from '../../shared/contract/host-link.ts'
import type { CoreEvent } from '../../shared/contract/events.ts'
import type { Input, MethodName, Output, Reply } from '../../shared/contract/index.ts'
import type {
  ActiveState,
  AllowedProgram,
  FileProblemView,
  HistoryEntry,
  PlanView,
  ProfileDetail,
  ProfileList,
  ProfileReaders,
  ProfileSummary,
  PurgePlan,
  Prompt,
  Settings,
} from '../../shared/contract/models.ts'
import { fail, ok, type CodedError } from '../../shared/result.ts'
import { fakeSettings } from './fake-data.ts'
import { fakeDetail, fakeReaders } from './fake-detail.ts'
import { asksBeforeUse } from '../../shared/domain/checks/failure-words.ts'
import { handoutHandlers, noHandouts, type FakeHandouts } from './fake-handouts.ts'
import { folderHandlers, type FakeFolders } from './fake-folders.ts'
import { programHandlers, type Handlers } from './fake-handlers.ts'
import { noSessions, sessionHandlers, type FakeSessions } from './fake-sessions.ts'
import { leaseHandlers, type FakeLease } from './fake-leases.ts'
import { fakeKeys, keyHandlers, type FakeKeys } from './fake-keys.ts'
import { fakeVault, vaultHandlers, type FakeVault } from './fake-vault.ts'
import { planFor } from './fake-plan.ts'
import { noStacks, stackHandlers } from './stacks/fake-stacks-host.ts'

export interface FakeState {
  profiles: ProfileSummary[]
  settings: Settings
  homes: Output<'settings.homes'>
  active: ActiveState
  files: ProfileList['files']
  problems: FileProblemView[]
  /** What a paste holds; undefined: nothing. */
  importFound: Output<'imports.parse'> | undefined
  lastChange: HistoryEntry | undefined
  /** Entries of the history that cannot be read. */
  unreadable: number
  details: Map<string, ProfileDetail>
  readers: Map<string, ProfileReaders>
  prompts: Prompt[]
  allowed: AllowedProgram[]
  folders: FakeFolders
  handouts: FakeHandouts
  sessions: FakeSessions
  ssoSessions: string[]
  vault: FakeVault
  leases: readonly FakeLease[]
  keys: FakeKeys
  /** What core would warn of in every plan of edits. */
  planWarnings: PlanView['warnings']
  /** The next reply of a method, once. */
  failures: Map<MethodName, CodedError>
}

export interface FakeHostLink extends HostLink {
  readonly state: FakeState
  readonly calls: { readonly method: string; readonly input: unknown }[]
  /** Changes what core knows and tells the page. */
  change(update: (state: FakeState) => void, ...events: CoreEvent['type'][]): void
  emit(event: CoreEvent): void
  inputsOf<M extends MethodName>(method: M): Input<M>[]
}

/** Methods that somebody asked for and no fake answers. */
const unanswered = new Set<string>()

/** The methods that were asked for in vain since the last time. */
export function takeUnanswered(): readonly string[] {
  const names = [...unanswered]
  unanswered.clear()
  return names
}

export const presentFiles = (now: number): ProfileList['files'] =>
  (['config', 'credentials'] as const).map((kind) => ({
    kind,
    label: `~/.aws/${kind}`,
    path: `/home/ana/.aws/${kind}`,
    state: 'present' as const,
    readAt: new Date(now).toISOString(),
    mode: '0600',
    bytes: 4_096,
  }))

const purgePlan = (isEmpty: boolean): PurgePlan => ({
  planId: 'purge',
  entries: isEmpty
    ? []
    : [{ id: 'e1', at: new Date().toISOString(), summary: 'Delete ci', files: ['~/.aws/credentials'] }],
  unreadable: 0,
  backups: isEmpty ? 0 : 2,
  others: 0,
  bytes: 400,
  ...(!isEmpty && { until: new Date(Date.now() + 86_400_000).toISOString() }),
})

/** Core in memory, for component tests and for looking at the page. Every call is kept in `calls`. */
export function createFakeHostLink(start: Partial<FakeState> = {}, now = Date.now()): FakeHostLink {
  const state: FakeState = {
    profiles: [],
    settings: fakeSettings,
    homes: { homes: [], byVariable: false },
    active: { known: true },
    files: presentFiles(now),
    problems: [],
    importFound: undefined,
    lastChange: undefined,
    unreadable: 0,
    details: new Map(),
    readers: new Map(),
    prompts: [],
    allowed: [],
    folders: [],
    handouts: { ...noHandouts },
    sessions: noSessions(),
    ssoSessions: ['acme'],
    vault: fakeVault,
    leases: [],
    keys: fakeKeys,
    planWarnings: [],
    failures: new Map(),
    ...start,
  }
  const calls: { method: string; input: unknown }[] = []
  const listeners = new Set<(event: CoreEvent) => void>()
  const plans = new Map<string, PlanView>()
  const emit = (event: CoreEvent) => listeners.forEach((listener) => listener(event))
  const list = (): ProfileList => ({
    files: state.files,
    profiles: state.profiles.map((profile) => ({
      ...profile,
      favourite: state.settings.favourites.includes(profile.name),
    })),
    problems: state.problems,
    ssoSessions: state.ssoSessions,
    services: [],
    warnings: [],
  })
  const entry = (summary: string): HistoryEntry => ({
    id: `h${calls.length}`,
    at: new Date().toISOString(),
    summary,
    files: [{ label: '~/.aws/credentials', path: '/home/ana/.aws/credentials', added: 1, removed: 1 }],
    undone: false,
    canUndo: true,
  })
  const detailOf = (name: string): Reply<ProfileDetail> => {
    const known = state.details.get(name)
    if (known !== undefined) return ok(known)
    const summary = list().profiles.find((profile) => profile.name === name)
    return summary === undefined
      ? fail('ProfileNotFound', `There is no profile ${name}.`)
      : ok(fakeDetail(summary, list().profiles))
  }

  const keep = (plan: PlanView): PlanView => {
    plans.set(plan.planId, plan)
    return plan
  }

  const handlers: Handlers = {
    ...programHandlers(keep),
    ...folderHandlers(state, emit),
    ...vaultHandlers(state, keep, emit),
    ...leaseHandlers(state, emit),
    ...keyHandlers(state, emit),
    ...sessionHandlers(state.sessions, keep, emit),
    ...stackHandlers({ list: noStacks, pulumiInstalled: false }),
    'app.snapshot': () =>
      ok({
        version: '0.1.0',
        platform: 'linux',
        host: 'loopback' as const,
        now: new Date(now).toISOString(),
        list: list(),
        settings: state.settings,
        active: state.active,
        ...(state.lastChange === undefined ? {} : { lastChange: state.lastChange }),
        prompts: state.prompts,
      }),
    'profiles.list': () => ok(list()),
    'profiles.show': ({ name }) => detailOf(name),
    'profiles.readers': ({ names, notableFor }) => {
      const wanted = names ?? list().profiles.map(({ name }) => name)
      const known = wanted.map((name) => state.readers.get(name) ?? fakeReaders(name))
      const refuses = ({ answers }: ProfileReaders): boolean =>
        answers.some(({ tools, works }) => works === false && tools.some((tool) => tool === notableFor))
      return ok({
        profiles: known.filter((one) => notableFor === undefined || one.disagree || refuses(one)),
      })
    },
    'profiles.reveal': () => ok({ value: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY' }),
    'profiles.copy': ({ name }) => ok({ copied: name, clearsInSeconds: 30 }),
    'profiles.copyMany': ({ names, secrets }) =>
      ok({
        copied: `${names.length} profiles`,
        left: secrets ? 0 : 2,
        ...(secrets && { clearsInSeconds: 30 }),
      }),
    'profiles.snippet': ({ name }) => ok({ text: `export AWS_PROFILE=${name}\n` }),
    'edits.plan': ({ operations, summary }) =>
      ok(keep({ ...planFor(operations, `p${calls.length}`, summary), warnings: [...state.planWarnings] })),
    'edits.planRepairs': () => ok(keep(planFor([], `p${calls.length}`, 'Repair what can be repaired'))),
    'edits.apply': ({ planId }) => {
      const plan = plans.get(planId)
      if (plan === undefined) return fail('PlanNotFound', 'This plan is not there any more.')
      state.lastChange = entry(plan.summary)
      emit({ type: 'historyChanged' })
      return ok({
        historyId: state.lastChange.id,
        summary: plan.summary,
        files: plan.files.map(({ label, path }) => ({ label, path })),
        rebased: false,
        at: new Date().toISOString(),
      })
    },
    'edits.discard': () => ok({}),
    'edits.reveal': () => ok({ text: 'aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY' }),
    'imports.parse': () =>
      state.importFound === undefined
        ? fail('ImportNothingFound', 'There are no credentials in this text.')
        : ok(state.importFound),
    'imports.plan': ({ choices }) =>
      state.importFound === undefined
        ? fail('ImportNotFound', 'This import is not there any more.')
        : ok(
            keep(
              planFor([], `p${calls.length}`, `Imported ${choices.map(({ profile }) => profile).join(', ')}`),
            ),
          ),
    'history.list': () =>
      ok({ entries: state.lastChange === undefined ? [] : [state.lastChange], unreadable: state.unreadable }),
    'history.show': () => fail('HistoryNotFound', 'This entry is not there any more.'),
    'history.plan': () => fail('HistoryNotFound', 'This entry is not there any more.'),
    'history.planPurge': ({ what }) => ok(purgePlan('profile' in what && what.profile === 'nobody')),
    'history.purge': () => {
      state.lastChange = undefined
      state.unreadable = 0
      emit({ type: 'historyChanged' })
      return ok({ entries: 1, backups: 2, others: 0, left: [] })
    },
    'history.undo': () => {
      const last = state.lastChange
      if (last === undefined) return fail('HistoryEmpty', 'There is nothing to undo.')
      state.lastChange = { ...last, undone: true }
      emit({ type: 'historyChanged' })
      return ok({
        historyId: 'u1',
        summary: `Undid: ${last.summary}`,
        files: [],
        rebased: false,
        at: last.at,
      })
    },
    'verify.run': ({ runId, profiles, as }) => {
      const names = profiles ?? state.profiles.map(({ name }) => name)
      const results = names.map((name, index) => {
        const result = {
          profile: name,
          as: as ?? ('awsCli' as const),
          status: 'valid' as const,
          checkedAt: new Date().toISOString(),
          account: '111122223333',
          via: [name],
        }
        emit({ type: 'verifyProgress', runId, done: index + 1, total: names.length, result })
        return result
      })
      return ok({ results, cancelled: false })
    },
    'verify.plan': () => ok({ results: [] }),
    'verify.cancel': () => ok({}),
    'verify.results': () => ok({ results: [] }),
    ...handoutHandlers(state),
    'consent.list': () => ok({ allowed: state.allowed, waiting: [] }),
    'consent.request': ({ profile }) => ok({ decision: 'allowed', profile, before: false }),
    'consent.cancel': () => ok({}),
    'consent.revoke': ({ id }) => {
      const before = state.allowed.length
      state.allowed = state.allowed.filter((entry) => id !== undefined && entry.id !== id)
      emit({ type: 'consentChanged' })
      return ok({ revoked: before - state.allowed.length })
    },
    'prompts.list': () => ok({ prompts: state.prompts }),
    'prompts.answer': ({ promptId }) => {
      state.prompts = state.prompts.filter((prompt) => prompt.promptId !== promptId)
      emit({ type: 'promptClosed', promptId })
      return ok({})
    },
    'settings.get': () => ok(state.settings),
    'settings.homes': () => ok(state.homes),
    'settings.set': (change) => {
      state.settings = { ...state.settings, ...(change as Partial<Settings>) }
      emit({ type: 'settingsChanged' })
      return ok(state.settings)
    },
    'active.get': () => ok(state.active),
    'active.use': ({ profile, confirmed }) => {
      const wanted = list().profiles.find(({ name }) => name === profile)
      const failure = wanted?.verified?.failure
      if (failure !== undefined && asksBeforeUse(failure.code) && confirmed !== true) {
        return fail('ConfirmationNeeded', `The last check of ${profile} failed: ${failure.message}`, {
          details: { production: false, failure: failure.code },
        })
      }
      if (wanted?.production === true && confirmed !== true) {
        return fail('ConfirmationNeeded', `${wanted.name} is a production profile.`)
      }
      state.active = { known: true, ...(profile === undefined ? {} : { profile }) }
      emit({ type: 'activeChanged' })
      return ok(state.active)
    },
  }

  return {
    state,
    calls,
    emit,
    change(update, ...events) {
      update(state)
      for (const type of events) emit({ type } as CoreEvent)
    },
    inputsOf: <M extends MethodName>(method: M) =>
      calls.filter((call) => call.method === method).map((call) => call.input as Input<M>),
    async call(method, input) {
      calls.push({ method, input })
      const name = method as MethodName
      const failure = state.failures.get(name)
      if (failure !== undefined) {
        state.failures.delete(name)
        return { ok: false, error: failure }
      }
      const handler = new Map(Object.entries(handlers)).get(method) as
        ((input: unknown) => Reply<unknown> | Promise<Reply<unknown>>) | undefined
      if (handler === undefined) {
        unanswered.add(method)
        throw new Error(`The fake host link has no answer for ${method}.`)
      }
      return await handler(input)
    },
    onEvent(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
