import { setTimeout as sleep } from 'node:timers/promises'
import type { HandlersOf } from '../../../shared/contract/handlers.ts'
import { fail, ok, type Result } from '../../../shared/result.ts'
import { takeLock } from '../../state/lock.ts'
import { keysFolder, type KeysContext, type KeysFeatureContext } from './context.ts'
import { createFactsStore } from './facts.ts'
import { placesOf, namesOf } from './places.ts'
import { createRotations, type Rotation } from './records.ts'
import { rotationView, status } from './status.ts'

// The code that asks AWS is loaded when a key is asked about: no other command waits for it.

/** Another process may wait for AWS to know a key, or for a person. Milliseconds. */
const waitForOther = 3 * 60_000

/** The age of keys, and their rotation. */
export function createKeyHandlers(given: KeysFeatureContext): HandlersOf<'keys'> {
  const folder = keysFolder(given.paths)
  const context: KeysContext = {
    ...given,
    rotations: createRotations(folder),
    wait: given.ports.wait ?? ((ms) => sleep(ms)),
  }
  const facts = createFactsStore(folder)
  const { rotations } = context

  /** One process at a time rotates. */
  async function alone<T>(run: () => Promise<T>): Promise<T> {
    const { locksDir } = given.paths
    const lock = await takeLock({
      locksDir,
      key: folder,
      label: 'the rotation of keys',
      timeout: waitForOther,
    })
    try {
      return await run()
    } finally {
      await lock.release()
    }
  }

  /** The rotation that involves a profile: it asked for it, or holds one of its keys. */
  async function rotationOf(name: string): Promise<Result<Rotation>> {
    for (const rotation of await rotations.list()) {
      if (rotation.profile === name || rotation.oldId === name || rotation.newId === name) return ok(rotation)
      for (const id of [rotation.newId, rotation.oldId])
        if (id !== undefined && namesOf(await placesOf(context, id)).includes(name)) return ok(rotation)
    }
    return fail('RotationMissing', `No rotation of the key of ${name} is under way.`, {
      reason: 'None was started, or it has ended.',
      remedy: 'See `stackpass keys status`.',
    })
  }

  const shown = (rotation: Rotation | undefined) =>
    rotation === undefined ? {} : { rotation: rotationView(rotation) }

  return {
    'keys.status': () => status(context, facts),
    'keys.check': async ({ profiles }) => (await import('./check.ts')).check(context, facts, profiles),
    'keys.preview': async (input) => (await import('./preview.ts')).preview(context, input),
    'keys.rotate': (input) =>
      alone(async () => {
        const { rotate } = await import('./begin.ts')
        const done = await rotate(context, input)
        return done.ok ? ok(shown(done.value)) : done
      }),
    'keys.resume': ({ remove }) =>
      alone(async () => {
        const { resume } = await import('./resume.ts')
        const said: string[] = []
        for (const rotation of await rotations.list()) {
          const done = await resume(context, rotation, remove)
          if (!done.ok) return done
          said.push(done.value.said)
        }
        return ok({ said })
      }),
    'keys.finish': ({ profile, althoughUsed = false }) =>
      alone(async () => {
        const rotation = await rotationOf(profile)
        if (!rotation.ok) return rotation
        const { finish } = await import('./finish.ts')
        const done = await finish(context, rotation.value, { althoughUsed })
        return done.ok ? ok({ deleted: rotation.value.oldId }) : done
      }),
    'keys.undo': ({ profile }) =>
      alone(async () => {
        const rotation = await rotationOf(profile)
        if (!rotation.ok) return rotation
        const { undo } = await import('./undo.ts')
        const done = await undo(context, rotation.value)
        return done.ok ? ok({ restored: rotation.value.oldId }) : done
      }),
  }
}
