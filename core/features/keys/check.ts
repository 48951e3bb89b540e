import type { Output } from '../../../shared/contract/index.ts'
import type { Result } from '../../../shared/result.ts'
import { inLanes } from '../../system/in-lanes.ts'
import { begin } from './begin.ts'
import type { KeysContext } from './context.ts'
import type { FactsStore, KeyFacts } from './facts.ts'
import { heldKeys, status } from './status.ts'

/** The number of users whose keys are asked about at once. */
const lanes = 4

/** `keys.check`: asks IAM about the keys of these profiles, or of all, and keeps the answers. Makes only reading calls. */
export async function check(
  context: KeysContext,
  facts: FactsStore,
  names: readonly string[] | undefined,
): Promise<Result<Output<'keys.status'>>> {
  const held = await heldKeys(context)
  const asked = held.filter(
    ({ profiles }) => names === undefined || profiles.some((name) => names.includes(name)),
  )
  const at = context.now().toISOString()
  const found = await inLanes(asked, lanes, async ({ accessKeyId, profiles }): Promise<KeyFacts> => {
    const begun = await begin(context, profiles[0]!)
    if (!begun.ok) {
      const { message, reason = '' } = begun.error
      return { accessKeyId, at, failure: `${message} ${reason}`.trim() }
    }
    const { keys, who } = begun.value
    const own = keys.find((key) => key.accessKeyId === accessKeyId)
    return { ...own, accessKeyId, at, arn: who.arn, keysOfUser: keys }
  })
  await facts.keep(found, new Set(held.map(({ accessKeyId }) => accessKeyId)))
  context.events.emit({ type: 'keysChanged' })
  return status(context, facts)
}
