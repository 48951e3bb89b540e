import { Check, FilePenLine, Lock, OctagonAlert } from 'lucide-react'
import { useCallback } from 'react'
import type { ProfileSummary, StackSummary } from '../../../shared/contract/models.ts'
import { pickOrder } from '../../../shared/domain/groups/pick-order.ts'
import { PickProfile } from '../../app/pick-profile.tsx'
import { useProfileLooks } from '../../app/profile-looks.ts'
import { useProfileList, useSettings } from '../../app/core-queries.ts'
import { plural } from '../../ui/plural.ts'
import { fitProfiles } from './profile-fit.ts'
import { setStackProfile } from './plan-stacks.ts'

function isGuarded(stack: StackSummary): boolean {
  return stack.allowedAccountIds.length + stack.forbiddenAccountIds.length > 0
}

function allowedWords(stacks: readonly StackSummary[]): string {
  if (!stacks.some(isGuarded))
    return stacks.length === 1 ? 'Any account: this stack is not pinned' : 'Any account: none is pinned'
  if (stacks.length === 1) return 'Allowed by this stack'
  return stacks.length === 2 ? 'Allowed by both stacks' : `Allowed by all ${stacks.length} stacks`
}

/** In words, what the choice will write. */
export function whatIsWritten(stacks: readonly StackSummary[]): string {
  const files = new Set(stacks.map((stack) => stack.label)).size
  const [only] = stacks
  const name = only?.label.split(/[\\/]/).at(-1) ?? ''
  if (files === 1) {
    return only?.presence === 'backend-only'
      ? `Creates ${name}, after review`
      : `Changes 1 line in ${name}, after review`
  }
  return `Changes ${plural(files, 'line')} in ${plural(files, 'file')}, after review`
}

const none: readonly ProfileSummary[] = []

/**
 * Finds a profile for one or more stacks: first those that all of them allow, each part in picker order. A choice opens the review,
 * unless `onPick` handles it.
 */
export function ProfileChooser({
  stacks,
  close,
  onPick,
}: {
  readonly stacks: readonly StackSummary[]
  readonly close: () => void
  readonly onPick?: (profile: string) => void
}) {
  const profiles = useProfileList()?.profiles ?? none
  const lookOf = useProfileLooks()
  const recents = useSettings()?.recents
  const partsOf = useCallback(
    (found: readonly ProfileSummary[]) => {
      const fitted = fitProfiles(found, stacks)
      const used = (recents ?? []).map(({ profile }) => profile)
      const inOrder = (part: readonly ProfileSummary[]) =>
        pickOrder(part, used, (one) => lookOf(one).step === 'edit')
      return [
        { key: 'allowed', label: allowedWords(stacks), profiles: inOrder(fitted.allowed) },
        { key: 'unknown', label: 'Account not known yet', profiles: inOrder(fitted.unknown) },
        {
          key: 'elsewhere',
          label: 'Would run in another account',
          profiles: inOrder(fitted.elsewhere),
        },
      ]
    },
    [stacks, lookOf, recents],
  )
  const current = new Set(stacks.map((stack) => stack.profile))
  const isCurrent = (name: string): boolean => current.size === 1 && current.has(name)
  const guarded = stacks.some(isGuarded)
  return (
    <PickProfile
      label="Find a profile"
      profiles={profiles}
      partsOf={partsOf}
      isCurrent={isCurrent}
      mark={({ name }, part) => (
        <>
          {isCurrent(name) && <Check className="tone-green" aria-label="current" />}
          {!isCurrent(name) && guarded && part === 'allowed' && (
            <Lock className="tone-green" aria-hidden="true" />
          )}
          {part === 'elsewhere' && (
            <>
              <span className="visually-hidden">another account</span>
              <OctagonAlert className="tone-red" aria-hidden="true" />
            </>
          )}
        </>
      )}
      onPick={({ name }) => {
        close()
        if (onPick === undefined) void setStackProfile(stacks, name)
        else onPick(name)
      }}
      foot={
        <>
          <FilePenLine size={14} aria-hidden="true" />
          <span className="grow">{whatIsWritten(stacks)}</span>
        </>
      }
    />
  )
}
