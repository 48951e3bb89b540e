import { useQueries } from '@tanstack/react-query'
import { offerToForget } from '../../app/offer-to-forget.ts'
import { methodQuery } from '../../app/method-query.ts'
import { detailInput, useActive, useProfileList } from '../../app/core-queries.ts'
import { reviewOperations } from '../../app/open-review.ts'
import { ConfirmDialog } from '../../ui/dialog.tsx'
import { plural } from '../../ui/plural.ts'
import { profileDialog } from './open-profile-dialog.ts'
import { drafts } from './profile-drafts.ts'
import { selected } from './profile-list-state.ts'

const mostAsked = 50

/** Asks before deleting profiles, and says what depends on them. The diff follows. */
export function DeleteDialog({ names }: { readonly names: readonly string[] }) {
  const active = useActive()?.profile
  const profiles = useProfileList()?.profiles ?? []
  const references = useQueries({
    queries: names.slice(0, mostAsked).map((name) => methodQuery('profiles.show', detailInput(name))),
    combine: (results) =>
      results
        .flatMap((result) => result.data?.references ?? [])
        .filter(({ profile }) => !names.includes(profile)),
  })
  const close = () => profileDialog.set(undefined)
  const [only] = names
  const one = names.length === 1 && only !== undefined
  const withKeys = profiles.some(
    (profile) => names.includes(profile.name) && profile.accessKeyId !== undefined,
  )
  const production = profiles.filter((profile) => names.includes(profile.name) && profile.production)
  const confirm = () => {
    close()
    reviewOperations(
      names.map((name) => ({ type: 'deleteProfile', name })),
      {
        done: one ? `Deleted ${only}` : `Deleted ${names.length} profiles`,
        saveLabel: one ? 'Delete profile' : `Delete ${names.length} profiles`,
        onSaved: () => {
          names.forEach(drafts.drop)
          selected.set(new Set())
          void offerToForget(names)
        },
      },
    )
  }
  return (
    <ConfirmDialog
      open
      title={one ? `Delete ${only}?` : `Delete ${names.length} profiles?`}
      confirmLabel="Review deletion"
      keepLabel="Keep"
      onConfirm={confirm}
      onClose={close}
    >
      {!one && (
        <p className="wrap-anywhere">
          {names.slice(0, 12).join(', ')}
          {names.length > 12 && ` and ${names.length - 12} more`}
        </p>
      )}
      {active !== undefined && names.includes(active) && (
        <p>{active} is in use: open terminals will not find it.</p>
      )}
      {production.length > 0 && !one && (
        <p className="tone-red">{plural(production.length, 'production profile')} among them.</p>
      )}
      {references.length > 0 && (
        <>
          <p>
            {references.length === 1 ? '1 profile uses' : `${references.length} profiles use`}{' '}
            {one ? 'it' : 'them'} and will stop working:
          </p>
          <ul className="reference-list">
            {references.map(({ profile, key }) => (
              <li key={`${profile}\n${key}`}>
                {profile} <span className="mono text-3">{key}</span>
              </li>
            ))}
          </ul>
        </>
      )}
      {withKeys && (
        <p className="text-2">
          The {one ? 'key stays' : 'keys stay'} active in IAM, and in the backups of the history for up to 30
          days.
        </p>
      )}
    </ConfirmDialog>
  )
}
