import { useState } from 'react'
import type { ProfileList } from '../../../shared/contract/models.ts'
import { hasScreen } from '../../app/feature-registry.ts'
import { navigate } from '../../app/navigation.ts'
import { reviewOperations } from '../../app/open-review.ts'
import { changeSettings } from '../../app/settings-actions.ts'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { plural } from '../../ui/plural.ts'
import { groupByAccount } from './profile-list-state.ts'
import { manyProfiles } from './use-profile-rows.ts'

/** Problems of whole files, and the offer of a denser list. */
export function ListNotices({ list, compact }: { readonly list: ProfileList; readonly compact: boolean }) {
  const [declined, setDeclined] = useState(false)
  const broken = list.problems.filter(
    (problem) =>
      problem.severity === 'error' &&
      problem.profile === undefined &&
      // The banner above the screen shows these.
      !list.files.some((file) => file.kind === problem.file && file.stopsAwsCli === true),
  )
  const [first] = broken
  const place = list.files.find((file) => file.kind === first?.file)?.label
  const unreadable = list.files.filter((file) => file.state === 'unreadable')
  const offer = list.profiles.length > manyProfiles && !compact && !declined
  if (first === undefined && unreadable.length === 0 && !offer) return null
  return (
    <div className="list-notices">
      {unreadable.map((file) => (
        <Notice key={file.path} tone="red" strong={`Can't read ${file.label}.`}>
          {file.error?.reason ?? file.error?.message}
        </Notice>
      ))}
      {first !== undefined && (
        <Notice
          tone="red"
          strong={first.message}
          actions={
            <>
              {broken.length > 1 && hasScreen('health') && (
                <Button size="tiny" look="quiet" onClick={() => navigate('health')}>
                  {plural(broken.length - 1, 'more problem')}
                </Button>
              )}
              {first.fix !== undefined && (
                <Button
                  size="tiny"
                  onClick={() => first.fix !== undefined && reviewOperations([first.fix.operation])}
                >
                  {first.fix.label}
                </Button>
              )}
            </>
          }
        >
          {place !== undefined && `${place}${first.line === undefined ? '' : `, line ${first.line}`}. `}
          {first.reason}
        </Notice>
      )}
      {offer && (
        <Notice
          tone="plain"
          actions={
            <>
              <Button
                size="tiny"
                onClick={() => {
                  groupByAccount.set(undefined)
                  void changeSettings({ density: 'compact' })
                }}
              >
                Use compact rows
              </Button>
              <Button size="tiny" look="quiet" onClick={() => setDeclined(true)}>
                Not now
              </Button>
            </>
          }
        >
          {list.profiles.length} profiles: compact rows, grouped by account, show more of them.
        </Notice>
      )}
    </div>
  )
}
