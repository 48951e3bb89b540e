import type { Operation, PlanView } from '../../../shared/contract/models.ts'
import { ownCommand } from '../../../shared/domain/aws/own-command.ts'
import { keyPair } from '../../../shared/domain/aws/keys.ts'
import type { EditWarning } from '../../../shared/domain/edit/types.ts'
import { secretSpans } from '../../../shared/domain/secrets/find-secrets.ts'
import { inWords } from '../../../shared/domain/text/in-words.ts'
import type { StoreId } from '../../../shared/domain/vault/stores.ts'
import { textOf, wayBackOf } from '../../../shared/domain/vault/way-back.ts'
import { ok, type Result } from '../../../shared/result.ts'
import type { AwsView } from '../../aws/aws-files.ts'
import type { VaultRecord } from '../../vault/records.ts'
import type { VaultKey } from '../../vault/types.ts'
import { editOne, type Pair } from '../aws-changes.ts'
import { planFileOperations } from '../plan-file-operations.ts'
import { cannotFollow } from './cannot-follow.ts'
import { intoVault, type Move } from './into-vault.ts'
import { movableKey } from './key-in-file.ts'
import { readyStore } from './ready-store.ts'
import type { VaultEditContext } from './vault-context.ts'

interface Step {
  readonly after: Pair
  readonly wayBack: VaultRecord['wayBack']
}

const kinds = ['config', 'credentials'] as const

/** The bytes after one move, and how to undo it. Errors: those of the engine. */
function stepOf(operation: Operation, pair: Pair, key: VaultKey): Result<Step> {
  const outcomes = editOne(operation, pair)
  let after = pair
  let wayBack: VaultRecord['wayBack'] = {}
  for (const kind of kinds) {
    const outcome = outcomes[kind]
    if (outcome === undefined) continue
    if (!outcome.ok) return outcome
    if (outcome.splices.length === 0) continue
    const moved = { id: key.accessKeyId, secret: key.secretAccessKey }
    const way = wayBackOf(pair[kind], outcome.splices, moved)
    // Another secret among the lines would end up in a file of ours.
    if (way !== undefined && secretSpans(textOf(way)).length === 0) wayBack = { ...wayBack, [kind]: way }
    after = { ...after, [kind]: outcome.bytes }
  }
  return ok({ after, wayBack })
}

/** What holds the same key and does not move along: it stays in a plain file. */
function sameKeyElsewhere(view: AwsView, moved: ReadonlyMap<string, VaultKey>): EditWarning[] {
  const ids = new Set([...moved.values()].map(({ accessKeyId }) => accessKeyId))
  const others = [...view.profiles.values()].filter(
    ({ name, settings }) => !moved.has(name) && ids.has(settings.get(keyPair[0])?.value ?? ''),
  )
  if (others.length === 0) return []
  const names = others.map(({ name }) => name)
  return [
    {
      code: 'SameKeyElsewhere',
      message: `${inWords(names)} ${names.length === 1 ? 'holds' : 'hold'} the same key, which stays in the plain file. Move ${names.length === 1 ? 'it' : 'them'} along.`,
    },
  ]
}

function lineOf(bytes: Uint8Array | undefined, text: string): number | undefined {
  if (bytes === undefined) return undefined
  const at = Buffer.from(bytes).indexOf(text)
  return at < 0 ? undefined : Buffer.from(bytes.subarray(0, at)).toString('latin1').split('\n').length
}

/** A comment, or another profile, may repeat the secret. */
function secretStays(
  { labels }: VaultEditContext['aws'],
  after: Pair,
  moved: ReadonlyMap<string, VaultKey>,
): EditWarning[] {
  return kinds.flatMap((kind) =>
    [...moved].flatMap(([name, { secretAccessKey }]): EditWarning[] => {
      const line = lineOf(after[kind], secretAccessKey)
      if (line === undefined) return []
      return [
        {
          code: 'SecretStays',
          message: `The secret of ${name} also appears in ${labels[kind]}, line ${line}, and stays there.`,
        },
      ]
    }),
  )
}

/** An earlier item of the profile with another key is removed once the new one exists. */
async function replacedInVault(
  { vault }: VaultEditContext,
  moved: ReadonlyMap<string, VaultKey>,
): Promise<EditWarning[]> {
  const found = await Promise.all([...moved.keys()].map((name) => vault.records.read(name)))
  return found.flatMap((record) =>
    record === undefined || record.accessKeyId === moved.get(record.profile)?.accessKeyId
      ? []
      : [
          {
            code: 'VaultKeyReplaced',
            message: `The vault holds another key of ${record.profile}, ${record.accessKeyId}. It is removed from the vault for good.`,
          },
        ],
  )
}

/**
 * Plans to move the keys of profiles into a store: the lines that hold them become one line that asks Stackpass. When the plan is
 * applied, each key is stored, read back and proved before a line changes. Errors: those of planFileOperations, VaultLocked,
 * VaultUnavailable, NotAllowed, NothingToChange, InvalidValue.
 */
export async function planMove(
  context: VaultEditContext,
  names: readonly string[],
  store: StoreId,
): Promise<Result<PlanView>> {
  const { aws, ports, now } = context
  const ready = await readyStore(context, store)
  if (!ready.ok) return ready
  const view = await aws.view()
  const keys = new Map<string, VaultKey>()
  const moves: Move[] = []
  const operations: Operation[] = []
  let pair: Pair = { config: view.config.bytes, credentials: view.credentials.bytes }
  for (const name of new Set(names)) {
    const key = movableKey(view, name)
    if (!key.ok) return key
    const command = ownCommand(
      { active: false, profile: name },
      { platform: ports.platform, program: ports.program },
    )
    if (!command.ok) return command
    const operation: Operation = {
      type: 'setMany',
      profile: name,
      entries: [{ key: 'credential_process', value: command.value }],
      unset: [...keyPair],
    }
    const step = stepOf(operation, pair, key.value)
    if (!step.ok) return step
    pair = step.value.after
    keys.set(name, key.value)
    operations.push(operation)
    moves.push({
      profile: view.profiles.get(name)!,
      key: key.value,
      store,
      command: command.value,
      wayBack: step.value.wayBack,
      inFile: true,
    })
  }
  const place = { view, homeDir: ports.homeDir, now: now().getTime() }
  const warnings = [
    ...(await cannotFollow(place, [...keys.keys()], pair)),
    ...sameKeyElsewhere(view, keys),
    ...secretStays(aws, pair, keys),
    ...(await replacedInVault(context, keys)),
  ]
  const summary = `Moved the ${keys.size === 1 ? 'key' : 'keys'} of ${inWords([...keys.keys()])} into the vault`
  const steps = intoVault(context, moves)
  return planFileOperations(context, operations, summary, () =>
    Promise.resolve(ok({ changes: [], warnings, ...steps })),
  )
}
