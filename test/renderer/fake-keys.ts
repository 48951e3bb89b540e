import type { CoreEvent } from '../../shared/contract/events.ts'
import type { Output } from '../../shared/contract/index.ts'
import { rotationSteps } from '../../shared/domain/rotation/types.ts'
import { fail, ok } from '../../shared/result.ts'
import type { HandlersOf } from './fake-handlers.ts'
import { planFor } from './fake-plan.ts'

export type FakeKeys = Output<'keys.status'>

/** No key that anybody was asked about, and no rotation. */
export const fakeKeys: FakeKeys = { keys: [], rotations: [] }

const user = 'arn:aws:iam::123456789012:user/ci'
const oldId = 'AKIAIOSFODNN7EXAMPLE'
const newId = 'AKIAI44QH8DHBEXAMPLE'

/** Rotations of the fake host go the whole way at once and wait out their grace. */
export function keyHandlers(state: { keys: FakeKeys }, emit: (event: CoreEvent) => void): HandlersOf<'keys'> {
  const change = (next: FakeKeys): void => {
    state.keys = next
    emit({ type: 'keysChanged' })
  }
  return {
    'keys.status': () => ok(state.keys),
    'keys.check': () => ok(state.keys),
    'keys.preview': ({ profile, graceDays = 7 }) =>
      ok({
        accessKeyId: oldId,
        user,
        profiles: [profile],
        vault: [],
        keys: [{ accessKeyId: oldId, active: true, createdAt: '2026-01-01T00:00:00Z' }],
        steps: rotationSteps(graceDays).map(({ text }) => text),
        files: planFor([], 'keys', '').files,
      }),
    'keys.rotate': ({ profile, graceDays = 7 }) => {
      const rotation: FakeKeys['rotations'][number] = {
        profile,
        oldId,
        newId,
        user,
        state: 'inactive',
        since: '2026-11-30T08:00:00Z',
        switchedAt: '2026-11-30T08:00:01Z',
        inactiveAt: '2026-11-30T08:00:02Z',
        deletableFrom: '2026-12-07T08:00:02Z',
        graceDays,
        historyIds: ['1'],
        steps: rotationSteps(graceDays).map(({ text, done }) => ({ text, done: done.includes('inactive') })),
      }
      change({ ...state.keys, rotations: [rotation] })
      return ok({ rotation })
    },
    'keys.resume': () => ok({ said: [] }),
    'keys.finish': () =>
      fail('GraceNotOver', 'The old key of ci stays until 2026-12-07T08:00:02Z.', {
        reason: 'It is switched off, so anything that still needs it fails now.',
      }),
    'keys.undo': () => {
      change({ ...state.keys, rotations: [] })
      return ok({ restored: oldId })
    },
  }
}
