import { ProfileAccount } from './account.tsx'
import { GroupTag } from '../ui/marks.tsx'
import { ConfirmDialog } from '../ui/dialog.tsx'
import { useGroupColours } from './profile-groups.ts'
import { useProfileSummary } from './core-queries.ts'
import { activateProfile, confirmUse, type Doubt } from './activate-profile.ts'

/** Asks before a profile becomes active everywhere if it is production or its last check found it broken. */
export function ConfirmUse({ doubt: { name, why } }: { readonly doubt: Doubt }) {
  const profile = useProfileSummary(name)
  const colours = useGroupColours()
  const close = () => confirmUse.set(undefined)
  return (
    <ConfirmDialog
      open
      title={`Use ${name}?`}
      confirmLabel={why === undefined ? 'Use production' : 'Use it anyway'}
      onClose={close}
      onConfirm={() => {
        close()
        void activateProfile(name, true)
      }}
    >
      {why !== undefined && <p>{why}</p>}
      <p>
        {profile?.production === true && (
          <>
            {name} is a production profile
            {profile.group !== undefined && (
              <>
                {' '}
                <GroupTag name={profile.group} colour={colours.get(profile.group)} production />
              </>
            )}
            .{' '}
          </>
        )}
        Every open terminal that has the hook and is not pinned runs with it from its next prompt.
      </p>
      <dl className="box">
        <div className="pair">
          <dt>Account</dt>
          <dd>{profile?.account === undefined ? 'Not known yet' : <ProfileAccount profile={profile} />}</dd>
        </div>
        <div className="pair">
          <dt>Region</dt>
          <dd>{profile?.region ?? 'None set'}</dd>
        </div>
      </dl>
    </ConfirmDialog>
  )
}
