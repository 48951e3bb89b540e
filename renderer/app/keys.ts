import type { Output } from '../../shared/contract/index.ts'
import { useMethod } from './method-query.ts'
import { notify, notifyError } from './notify.ts'
import { openOverlay } from './overlays.ts'
import { ask } from './transport.ts'

export type KeysStatus = Output<'keys.status'>
export type KeyStatus = KeysStatus['keys'][number]
export type RotationStatus = KeysStatus['rotations'][number]

export const rotateKeyOverlay = 'rotate-key'

/** Every long-lived key with what IAM last said about it, and the rotations in progress. */
export function useKeys(): KeysStatus | undefined {
  return useMethod('keys.status', {}).data
}

/** Shows what a rotation would do; the user starts it there. */
export function rotateKey(profile: string): void {
  openOverlay(rotateKeyOverlay, { profile })
}

/** Asks IAM how old the keys of these profiles are; without names, of all. */
export async function checkKeys(profiles?: readonly string[]): Promise<void> {
  const reply = await ask('keys.check', profiles === undefined ? {} : { profiles: [...profiles] })
  if (!reply.ok) notifyError(reply.error)
}

/** Continues rotations that were interrupted. */
export async function resumeRotation(): Promise<void> {
  const reply = await ask('keys.resume', {})
  if (!reply.ok) return notifyError(reply.error)
  notify(reply.value.said.join(' '), undefined, 'plain')
}

/** Deletes the old key if its grace period is over. */
export async function finishRotation(profile: string): Promise<void> {
  const reply = await ask('keys.finish', { profile })
  if (!reply.ok) return notifyError(reply.error)
  notify(`The old key ${reply.value.deleted} is deleted`, undefined, 'plain')
}

/** Gives the profiles their old key back. */
export async function undoRotation(profile: string): Promise<void> {
  const reply = await ask('keys.undo', { profile })
  if (!reply.ok) return notifyError(reply.error)
  notify(`${profile} has its old key again`, undefined, 'plain')
}
