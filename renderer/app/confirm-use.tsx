import { AccountId, GroupTag } from '../ui/marks.tsx'
import { ConfirmDialog } from '../ui/dialog.tsx'
import { useGroupColours } from './profile-groups.ts'
import { useProfileSummary } from './core-queries.ts'
import { activateProfile, confirmUse } from './activate-profile.ts'

/** Asks before a production profile becomes active everywhere. */
export function ConfirmUse({ name }: { readonly name: string }) {
  const profile = useProfileSummary(name)
  const colours = useGroupColours()
  const close = () => confirmUse.set(undefined)
  return (
    <ConfirmDialog
      open
      title={`Use ${name}?`}
      confirmLabel="Use production"
      onClose={close}
      onConfirm={() => {
        close()
        void activateProfile(name, true)
      }}
    >
      <p>
        {name} is a production profile
        {profile?.group !== undefined && (
          <>
            {' '}
            <GroupTag name={profile.group} colour={colours.get(profile.group)} production />
          </>
        )}
        . Every open terminal that is not pinned runs with it from its next prompt.
      </p>
      <dl className="box">
        <div className="pair">
          <dt>Account</dt>
          <dd>{profile?.account === undefined ? 'Not known yet' : <AccountId id={profile.account} />}</dd>
        </div>
        <div className="pair">
          <dt>Region</dt>
          <dd>{profile?.region ?? 'None set'}</dd>
        </div>
      </dl>
    </ConfirmDialog>
  )
}
