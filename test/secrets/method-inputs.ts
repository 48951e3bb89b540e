import type { Input, MethodName } from '../../shared/contract/index.ts'
import type { Planted } from './places.ts'
import type { Shape } from './shapes.ts'

/** What the methods are asked about: made before, by asking others. */
export interface Subjects {
  readonly planId: string
  readonly historyId: string
  readonly importId: string
  readonly project: string
  readonly folder: string
  readonly planted: Planted
  readonly shape: Shape
}

type Inputs = { readonly [M in MethodName]: (subjects: Subjects) => readonly Input<M>[] }

const nothing = (): [Record<string, never>] => [{}]
const profiles = ['default', 'command', 'broken', 'role', 'instance', 'login', 'twice', 'nobody']
const everyProfile = (): { name: string }[] => profiles.map((name) => ({ name }))
const stacks = ({ project }: Subjects): { project: string; stack: string }[] =>
  ['dev', 'broken', 'none'].map((stack) => ({ project, stack }))

/**
 * Inputs for every method of the contract. A new method does not compile without: say here what it is asked. Those that take
 * something away stand last, as they are asked in this order.
 */
export const methodInputs: Inputs = {
  'app.snapshot': nothing,
  'profiles.list': () => [{}, { problems: false }],
  'profiles.show': everyProfile,
  'profiles.readers': () => [{}, ...everyProfile().map(({ name }) => ({ names: [name], repairs: true }))],
  'profiles.reveal': ({ shape }) => [
    { name: 'default', key: shape.text },
    { name: 'nobody', key: 'region' },
  ],
  'profiles.copy': () => [{ name: 'nobody', what: { type: 'setting', key: 'region' } }],
  'profiles.copyMany': () => [{ names: ['nobody'], secrets: false }],
  'profiles.snippet': () => [{ name: 'nobody', format: 'bash', secrets: false }],
  'edits.plan': ({ shape: { text, secret } }) => [
    { operations: [{ type: 'set', profile: 'default', key: 'region', value: 'eu-west-1' }] },
    { operations: [{ type: 'set', profile: 'default', key: 'api_key', value: `${secret}x` }] },
    { operations: [{ type: 'set', profile: 'role', key: 'external_id', value: `x ${text}` }] },
    { operations: [{ type: 'duplicateProfile', from: 'default', to: 'copy' }] },
    { operations: [{ type: 'deleteProfile', name: 'twice' }] },
    { operations: [{ type: 'deleteProfile', name: 'default' }] },
    { operations: [{ type: 'renameProfile', from: 'role', to: 'role2' }] },
    { operations: [{ type: 'unset', profile: 'default', key: 'note' }] },
    { operations: [{ type: 'set', profile: 'default', key: text, value: 'x' }] },
    { operations: [{ type: 'set', profile: 'default', key: 'note', value: `${text}\u0000` }] },
    {
      operations: [
        {
          type: 'set',
          profile: 'command',
          key: 'credential_process',
          value: `tool --password ${secret} ${text}`,
        },
      ],
    },
  ],
  'edits.planRepairs': nothing,
  'edits.apply': () => [{ planId: 'none' }],
  'edits.discard': () => [{ planId: 'none' }],
  'edits.reveal': ({ planId }) => [{ planId, path: 'none', side: 'old', line: 1 }],
  'imports.parse': ({ planted }) => [
    { text: planted.paste },
    { text: planted.config },
    { text: planted.credentials },
    { text: planted.rc },
    { text: planted.stack },
  ],
  'imports.plan': ({ importId }) => [{ importId, choices: [{ index: 0, profile: 'pasted' }] }],
  'vault.status': nothing,
  'vault.plan': () => [
    { action: 'move', profiles: ['default'] },
    { action: 'move', profiles: ['default', 'twice'], store: 'pass' },
    { action: 'takeOut', profiles: ['default'] },
  ],
  'leases.list': nothing,
  'leases.end': () => [{ id: '00000000' }],
  'leases.agents': nothing,
  'keys.status': nothing,
  'keys.check': () => [{}, { profiles: ['default'] }],
  'keys.preview': () => profiles.map((profile) => ({ profile })),
  'keys.rotate': () => profiles.map((profile) => ({ profile })),
  'keys.resume': nothing,
  'keys.finish': () => [{ profile: 'default' }],
  'keys.undo': () => [{ profile: 'default' }],
  'vault.unlock': ({ shape }) => [{ passphrase: shape.secret.slice(0, 1_000) }],
  'vault.lock': nothing,
  'history.list': nothing,
  'history.show': ({ historyId }) => [{ id: historyId }],
  'history.plan': ({ historyId }) => [
    { id: historyId, mode: 'undo' },
    { id: historyId, mode: 'restore' },
  ],
  'consent.request': () => [{ profile: 'broken' }, { profile: 'command' }],
  'verify.run': () => [{ runId: 'r', profiles }],
  'verify.plan': ({ planId }) => [{ planId }],
  'verify.cancel': () => [{ runId: 'r' }],
  'verify.results': nothing,
  'prompts.list': nothing,
  'prompts.answer': () => [{ promptId: 'none', value: '000000' }],
  'settings.get': nothing,
  'settings.homes': nothing,
  'settings.set': () => [{ theme: 'dark' }],
  'active.get': nothing,
  'active.use': () => [{ profile: 'role' }],
  'shells.list': nothing,
  'shells.hook': () => [{ shell: 'bash' }],
  'shells.plan': () => [{ shell: 'bash' }, { shell: 'zsh' }, { shell: 'fish', part: 'completion' }],
  'folders.list': nothing,
  'folders.allow': ({ folder }) => [{ folder }],
  'folders.deny': ({ folder }) => [{ folder }],
  'folders.set': ({ folder }) => [{ folder, profile: 'role' }],
  'credentials.get': () => [{ name: 'broken' }, { name: 'command' }, { name: 'role' }, { name: 'instance' }],
  'credentials.forget': nothing,
  'bridges.status': nothing,
  'bridges.planPointer': () => [{ on: true }],
  'bridges.planMirror': () => [{ on: true, profile: 'twice' }],
  'bridges.planTwin': () => [{ profile: 'role' }],
  'bridges.setGui': () => [{ on: false }],
  'bridges.dropMirror': nothing,
  'consent.list': nothing,
  'handouts.list': () => [{}, { program: 'node', refused: true }],
  'handouts.rules': nothing,
  'handouts.allow': () => [{ profile: 'command', program: 'node' }],
  'handouts.refuse': () => [{ profile: 'command', program: 'node' }],
  'handouts.revoke': () => [{ profile: 'command' }],
  'consent.cancel': nothing,
  'stacks.addFolder': ({ folder }) => [{ folder }],
  'stacks.scan': nothing,
  'stacks.list': nothing,
  'stacks.show': stacks,
  'stacks.plan': (subjects) => [
    { stacks: stacks(subjects).slice(0, 1), operations: [{ type: 'setRegion', region: 'eu-west-1' }] },
    { stacks: stacks(subjects), operations: [{ type: 'setProfile', profile: 'role' }] },
    { stacks: stacks(subjects).slice(1, 2), operations: [{ type: 'unsetRegion' }] },
    {
      stacks: stacks(subjects).slice(0, 1),
      target: 'project',
      operations: [{ type: 'setOptionPath', path: 'app:note', value: 'x' }],
    },
    {
      stacks: stacks(subjects).slice(0, 1),
      operations: [{ type: 'setOptionPath', path: 'aws:httpProxy', value: subjects.shape.text }],
    },
  ],
  'stacks.planProfiles': (subjects) => [{ sets: stacks(subjects).map((id) => ({ ...id, profile: 'role' })) }],
  'stacks.pinAccount': (subjects) => [{ stacks: stacks(subjects) }],
  'stacks.using': () => [{ profile: 'role' }],
  'stacks.setSecret': ({ project, shape }) => [
    { project, stack: 'dev', path: 'app:apiKey', value: shape.secret },
  ],
  'stacks.snippet': () => [{ kind: 'esc-static', profile: 'default' }],
  'stacks.folders': () => [{ folder: '~' }],
  'stacks.chooseFolder': nothing,
  'stacks.removeFolder': ({ folder }) => [{ folder }],
  'sessionProfiles.list': nothing,
  'sessionProfiles.plan': () => [{ of: 'role' }, { of: 'twice' }],
  'sessionProfiles.planRemove': () => [{}, { profiles: ['role'] }],
  'sessions.list': nothing,
  'sessions.signIn': () => [{ profile: 'nobody' }, { newProfile: 'role' }],
  'sessions.wait': () => [{ signInId: 'none' }],
  'sessions.paste': ({ shape }) => [{ signInId: 'none', text: shape.secret }],
  'sessions.cancel': () => [{ signInId: 'none' }],
  'organisations.find': ({ shape }) => [{ startUrl: shape.text.slice(0, 2_000) }],
  'organisations.accountNames': () => [{}],
  'organisations.list': () => [{ runId: 'none', session: { session: 'nobody' } }],
  'organisations.cancel': () => [{ runId: 'none' }],
  'organisations.plan': () => [{ session: { session: 'nobody' }, template: { text: '{account}-{role}' } }],
  'console.open': () => [{ profile: 'nobody', action: 'link' }],
  'terminals.open': () => [{ profile: 'nobody' }],
  'consent.revoke': () => [{ all: true }],
  'history.planPurge': () => [{ what: { all: true } }, { what: { profile: 'default' } }],
  'history.purge': () => [{ planId: 'none' }],
  'sessions.signOut': () => [{ all: true }],
  'history.undo': nothing,
}
