import type { ReaderName, ReaderResult } from './types.ts'

/** The part of an answer that says who a program would be. */
export type ComparedIdentity = Pick<
  ReaderResult,
  'works' | 'source' | 'chain' | 'base' | 'role' | 'account' | 'keyId' | 'waitsFor'
>

/** There may be a metadata service or a file, or not: it is unknown who the program would be. */
const saysNothing = new Set<ReaderResult['waitsFor']>(['imds', 'file', 'chain'])

/**
 * Who a program is with these credentials: the role that it assumes, otherwise the key, or the profile that signs it in.
 * 'none' where it refuses the profile, undefined where nothing is known. An answer that waits for a service counts as the
 * identity that the service would give.
 */
export function identityOf(result: ComparedIdentity): string | undefined {
  if (result.works === false) return 'none'
  if (result.waitsFor !== undefined && saysNothing.has(result.waitsFor)) return undefined
  if (result.role !== undefined) return `role ${result.role}`
  if (result.keyId !== undefined) return `key ${result.keyId}`
  return JSON.stringify([result.source, result.chain.at(-1), result.account])
}

/** Whether programs differ in who they are with a profile: two identities, or one that works where another refuses. */
export function disagree(answers: Readonly<Partial<Record<ReaderName, ComparedIdentity>>>): boolean {
  const identities = new Set<string>()
  for (const answer of Object.values(answers)) {
    const identity = identityOf(answer)
    if (identity !== undefined) identities.add(identity)
  }
  return identities.size > 1
}
